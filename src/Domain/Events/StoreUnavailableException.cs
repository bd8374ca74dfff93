namespace Signaling.Domain.Events;

/// <summary>The store could not be reached, or did not answer in time. Whatever was asked of it may be asked again.</summary>
public class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
