namespace Signaling.Domain.Network.Planning;

/// <summary>One participant's way for signaling.</summary>
/// <param name="Participant">Whose.</param>
/// <param name="Flows">The flows, in order; empty where the documents number none.</param>
/// <param name="Path">The segments, in order.</param>
public sealed record SignalingLeg(string Participant, IReadOnlyList<FlowId> Flows, IReadOnlyList<PathSegment> Path)
{
    /// <summary><c>rest</c> for clients, <c>sip</c> for SBCs (CALL-FLOWS #15).</summary>
    public string Protocol { get; init; } = "rest";

    /// <summary>What lies on the way, in order, such as <c>gateway</c> or <c>edge</c>.</summary>
    public IReadOnlyList<string> Hops { get; init; } = [];

    /// <summary>The region that it goes to, if known.</summary>
    public string? Region { get; init; }

    /// <summary>The address that it goes to, if known.</summary>
    public string? Address { get; init; }

    /// <summary>The public ranges behind which the customer network's devices appear on this way, at most eight; empty where it does not leave one (CALL-FLOWS #259).</summary>
    public IReadOnlyList<string> Egress { get; init; } = [];

    /// <summary>False for a way that is another's affair and only shown (CALL-FLOWS #109).</summary>
    public bool InScope { get; init; } = true;
}

/// <summary>One participant's way for media.</summary>
/// <param name="Participant">Whose.</param>
/// <param name="Flows">The flows, in order; empty where the documents number none.</param>
/// <param name="Path">The segments, in order.</param>
public sealed record MediaLeg(string Participant, IReadOnlyList<FlowId> Flows, IReadOnlyList<PathSegment> Path)
{
    /// <summary>How its packets travel.</summary>
    public PerimeterProtocol Transport { get; init; } = PerimeterProtocol.Udp;

    /// <summary>What lies on the way, in order, such as <c>relay</c>, <c>mediaServer</c> or <c>sbc</c>.</summary>
    public IReadOnlyList<string> Hops { get; init; } = [];

    /// <summary>The address that it goes to, if known.</summary>
    public string? Address { get; init; }

    /// <summary>Whether media flow both ways; only an audience's do not (CALL-FLOWS #57, #193).</summary>
    public bool Bidirectional { get; init; } = true;

    /// <summary>The public ranges behind which the customer network's devices appear on this way, at most eight; empty where it does not leave one (CALL-FLOWS #259).</summary>
    public IReadOnlyList<string> Egress { get; init; } = [];

    /// <summary>Who opens it, where that is not the participant (CALL-FLOWS #251).</summary>
    public string? Initiator { get; init; }

    /// <summary>False for a way that is another's affair and only shown (CALL-FLOWS #109).</summary>
    public bool InScope { get; init; } = true;
}
