namespace Signaling.Domain.Calls;

/// <summary>Where a call stands. Each member says what is true in it.</summary>
public enum CallPhase
{
    /// <summary>The offer is on its way; no device of the callee has said that it rings.</summary>
    Inviting,

    /// <summary>A device of the callee has said that it rings; nobody has answered.</summary>
    Ringing,

    /// <summary>One device of the callee has answered; the parameters are agreed (CALL-FLOWS #19).</summary>
    Connected,

    /// <summary>Over, for a reason that every device was told. Nothing leaves this phase.</summary>
    Ended,
}
