namespace Signaling.Domain.Quality.Readiness;

/// <summary>What people say of bad calls.</summary>
public enum Symptom
{
    /// <summary>Everything takes long.</summary>
    Slow,

    /// <summary>Calls break off, or do not come about.</summary>
    Dropping,

    /// <summary>There is static.</summary>
    Static,

    /// <summary>Words are cut out.</summary>
    Cutout,

    /// <summary>Voices sound like a machine's.</summary>
    Robotic,
}

/// <summary>What is likely behind it.</summary>
public enum SymptomCause
{
    /// <summary>Too little bandwidth.</summary>
    InsufficientBandwidth,

    /// <summary>A firewall or proxy stands in the way.</summary>
    FirewallOrProxyBlocker,

    /// <summary>Packets come unevenly, or not at all.</summary>
    JitterOrPacketLoss,
}

/// <summary>A symptom, what may be behind it, and what to do (CALL-FLOWS #221).</summary>
/// <param name="Symptom">What people say.</param>
/// <param name="Cause">What is likely behind it.</param>
/// <param name="Check">How to find out.</param>
/// <param name="Fix">What to do when it is so.</param>
public sealed record Diagnosis(Symptom Symptom, SymptomCause Cause, string Check, string Fix)
{
    private const string Uneven = "Run /network-test at that desk and look at loss, jitter and the longest run of lost packets.";
    private const string Even = "Prefer media under load (GET /v1/networks/{id}/qos), move from Wi-Fi to a cable, and take shapers and VPNs out of the way.";

    /// <summary>All symptoms, in their order.</summary>
    public static IReadOnlyList<Diagnosis> All { get; } =
    [
        new(Symptom.Slow,     SymptomCause.InsufficientBandwidth,  "Add up concurrent calls and other traffic: POST /v1/networks/{id}/bandwidth.", "Widen the narrowest stretch, or take other traffic off it at busy times."),
        new(Symptom.Dropping, SymptomCause.FirewallOrProxyBlocker, "Run /network-test at that desk and look for closed ports, blocked WebSockets and changed mappings.", "Open what the report names: GET /v1/networks/{id}/firewall-rules."),
        new(Symptom.Static,   SymptomCause.JitterOrPacketLoss, Uneven, Even),
        new(Symptom.Cutout,   SymptomCause.JitterOrPacketLoss, Uneven, Even),
        new(Symptom.Robotic,  SymptomCause.JitterOrPacketLoss, Uneven, Even),
    ];
}
