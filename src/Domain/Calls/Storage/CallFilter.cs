namespace Signaling.Domain.Calls.Storage;

/// <summary>Which of a user's calls are asked for.</summary>
public enum CallFilter
{
    /// <summary>Open and ended ones.</summary>
    All,

    /// <summary>Those that are not over.</summary>
    Active,

    /// <summary>Those that are over and still kept.</summary>
    Ended,
}
