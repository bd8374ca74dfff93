namespace Signaling.Infrastructure.Redis;

/// <summary>Redis cannot be used as it is set up, or as our settings name it; waiting does not help. The message says what to change.</summary>
public sealed class RedisUnsuitableException(string message, Exception? cause = null) : Exception(message, cause);
