namespace Signaling.Domain.Events;

/// <summary>What is stored has a form that only a newer build knows; nothing was changed. Another edge may serve the request, and this one
/// can once it has been upgraded.</summary>
public sealed class StoreSchemaNewerException(string message, Exception? cause = null) : StoreUnavailableException(message, cause);
