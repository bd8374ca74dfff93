using Signaling.Domain.Network;

namespace Signaling.Domain.Quality;

/// <summary>What one device's ICE checks have found (CALL-FLOWS #62, #80). <see cref="MeasurementRules"/> says which are accepted.</summary>
public sealed record ConnectivityReport
{
    /// <summary>Which of the device's reports in this call it is, 1 to 1,000,000, growing; an older one changes nothing.</summary>
    public int Sequence { get; init; }

    /// <summary>How the checks stand.</summary>
    public ConnectivityState State { get; init; }

    /// <summary>The pair that carries media. Default: the best of <see cref="Pairs"/> that works (CALL-FLOWS #38).</summary>
    public SelectedPair? Selected { get; init; }

    /// <summary>What became of pairs that were tried, alike ones together; at most 64.</summary>
    public IReadOnlyList<PairResult> Pairs { get; init => field = Given.List(value); } = [];

    /// <summary>How each media section stands; at most 16 (CALL-FLOWS #63).</summary>
    public IReadOnlyList<SectionState> Sections { get; init => field = Given.List(value); } = [];

    /// <summary>The device's own addresses, or the <c>.local</c> names that stand for them; at most 16. They tell where it is (CALL-FLOWS #94).</summary>
    public IReadOnlyList<string> HostAddresses { get; init => field = Given.List(value); } = [];

    /// <summary>Whether it declares to have come by VPN (CALL-FLOWS #94). Default: false.</summary>
    public bool ViaVpn { get; init; }

    /// <summary>Whether the app lets it use relays only. Default: false.</summary>
    public bool RelayOnly { get; init; }

    /// <summary>Round trip from the device to its edge, 0 to 600,000 ms (CALL-FLOWS #16). Default: not measured.</summary>
    public double? EdgeRoundTripMilliseconds { get; init; }
}

/// <summary>How ICE checks stand (RFC 8445 §6.1.3).</summary>
public enum ConnectivityState
{
    /// <summary>They go on; a pair that has lost its first checks may still succeed (CALL-FLOWS #56).</summary>
    Checking,

    /// <summary>A pair works.</summary>
    Connected,

    /// <summary>The pair in use has stopped to answer.</summary>
    Disconnected,

    /// <summary>No pair works.</summary>
    Failed,
}

/// <summary>The pair of candidates that carries media.</summary>
public sealed record SelectedPair
{
    /// <summary>The device's own end.</summary>
    public ReportedCandidate? Local { get; init; }

    /// <summary>The other end.</summary>
    public ReportedCandidate? Remote { get; init; }

    /// <summary>Its last round trip, 0 to 600,000 ms. Default: not measured.</summary>
    public double? RoundTripMilliseconds { get; init; }
}

/// <summary>One end of a pair.</summary>
public sealed record ReportedCandidate
{
    /// <summary>Where its address comes from.</summary>
    public CandidateKind Type { get; init; }

    /// <summary>What carries packets between the two ends: UDP or TCP.</summary>
    public PathTransport Protocol { get; init; }

    /// <summary>Its address, or the <c>.local</c> name that hides it. Default: not told.</summary>
    public string? Address { get; init; }

    /// <summary>The kind of its address. Default: that of <see cref="Address"/>.</summary>
    public AddressClass? AddressClass { get; init; }

    /// <summary>Own relay candidates: how the device reaches its relay.</summary>
    public PathTransport? RelayProtocol { get; init; }

    /// <summary>Own relay candidates: the relay (RFC 7065), at most 256 characters.</summary>
    public string? RelayUrl { get; init; }
}

/// <summary>What became of pairs of one kind.</summary>
public sealed record PairResult
{
    /// <summary>The device's own end.</summary>
    public CandidateKind Local { get; init; }

    /// <summary>The other end.</summary>
    public CandidateKind Remote { get; init; }

    /// <summary>What carries its packets; over the device's own relay, the way to the relay.</summary>
    public PathTransport Transport { get; init; }

    /// <summary>What became of it.</summary>
    public PairState State { get; init; }

    /// <summary>Checks that were answered, 0 to 1,000,000; one is enough (CALL-FLOWS #56).</summary>
    public int ResponsesReceived { get; init; }

    /// <summary>Its round trip, 0 to 600,000 ms. Default: not measured.</summary>
    public double? RoundTripMilliseconds { get; init; }
}

/// <summary>How one media section stands.</summary>
/// <param name="Mid">Its <c>mid</c>, 1 to 64 characters.</param>
/// <param name="State">How its checks stand.</param>
public sealed record SectionState(string? Mid, ConnectivityState State);

/// <summary>Where candidates come from, by the names that browsers give (RFC 8839 §5.1).</summary>
public enum CandidateKind
{
    /// <summary>The device itself.</summary>
    Host,

    /// <summary>What the relay sees of it (CALL-FLOWS #65).</summary>
    Srflx,

    /// <summary>What the other device sees of it.</summary>
    Prflx,

    /// <summary>A place on a relay.</summary>
    Relay,
}

/// <summary>What carries media.</summary>
public enum PathTransport
{
    /// <summary>UDP, which is preferred (CALL-FLOWS #12).</summary>
    Udp,

    /// <summary>TCP, which adds delay.</summary>
    Tcp,

    /// <summary>TLS over TCP.</summary>
    Tls,
}

/// <summary>What became of a pair.</summary>
public enum PairState
{
    /// <summary>Not tried yet.</summary>
    Waiting,

    /// <summary>Tried, and not yet given up.</summary>
    InProgress,

    /// <summary>It works.</summary>
    Succeeded,

    /// <summary>It does not.</summary>
    Failed,
}

/// <summary>Kinds of address.</summary>
public enum AddressClass
{
    /// <summary>Unicast on the Internet.</summary>
    Public,

    /// <summary>Inside some network.</summary>
    Private,

    /// <summary>Behind a <c>.local</c> name, or not told.</summary>
    Hidden,
}
