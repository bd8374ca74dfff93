namespace Signaling.Domain.Calls;

/// <summary>One of the two ends of a call.</summary>
public enum CallSide
{
    /// <summary>Who placed the call; the impolite side of a renegotiation.</summary>
    Caller,

    /// <summary>Who was called; the polite side of a renegotiation.</summary>
    Callee,
}
