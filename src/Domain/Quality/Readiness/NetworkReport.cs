using Signaling.Domain.Network;

namespace Signaling.Domain.Quality.Readiness;

/// <summary>What a network test measured at one desk; the page <c>/network-test</c> and the client library make it. No part of it is trusted: verdicts are drawn from the measurements anew.</summary>
public sealed record NetworkReport
{
    /// <summary>The only version there is.</summary>
    public const string CurrentSchema = "signaling-network-test/1";

    /// <summary>The version of this shape: <see cref="CurrentSchema"/>.</summary>
    public string Schema { get; init => field = value ?? ""; } = "";

    /// <summary>Where it was taken, in the words of whoever took it, such as <c>floor 3</c>; at most 200 characters. Default: not said.</summary>
    public string? Label { get; init; }

    /// <summary>When it was taken. Default: not said.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>The address from which the edge saw the request come. Default: not known.</summary>
    public string? SourceAddress { get; init; }

    /// <summary>Whether whoever took it says that a VPN was on. Default: not said.</summary>
    public bool? DeclaredVpn { get; init; }

    /// <summary>Names that were looked up (CALL-FLOWS #223).</summary>
    public IReadOnlyList<NameCheck> Names { get; init => field = Given.List(value); } = [];

    /// <summary>The edges of the deployment.</summary>
    public IReadOnlyList<EdgeCheck> Edges { get; init => field = Given.List(value); } = [];

    /// <summary>Each port of each relay (CALL-FLOWS #219).</summary>
    public IReadOnlyList<RelayCheck> Relays { get; init => field = Given.List(value); } = [];

    /// <summary>Addresses that the device has itself, as far as its browser shows them.</summary>
    public IReadOnlyList<DeviceAddress> Addresses { get; init => field = Given.List(value); } = [];

    /// <summary>How the device looked from outside, each time that it was asked (CALL-FLOWS #224).</summary>
    public IReadOnlyList<MappingObservation> Mappings { get; init => field = Given.List(value); } = [];

    /// <summary>What media through the relay are like. Default: not measured.</summary>
    public PathMeasure? Path { get; init; }
}

/// <summary>How a try ended.</summary>
public enum CheckState
{
    /// <summary>It was not tried, or it cannot be told.</summary>
    NotTried,

    /// <summary>It works.</summary>
    Open,

    /// <summary>Nobody answered.</summary>
    Closed,

    /// <summary>There was an answer, and it was no: the way is open, the credentials are not good.</summary>
    Refused,

    /// <summary>The name has no address here (CALL-FLOWS #223).</summary>
    Unresolved,
}

/// <summary>A name that was looked up.</summary>
/// <param name="Host">The name.</param>
/// <param name="State"><see cref="CheckState.Open"/> or <see cref="CheckState.Unresolved"/>.</param>
public sealed record NameCheck(string? Host, CheckState State);

/// <summary>One edge, tried.</summary>
/// <param name="Url">Where it is reached.</param>
/// <param name="Https">Whether it answers over HTTPS.</param>
/// <param name="WebSocket">Whether a WebSocket to it opens.</param>
/// <param name="RoundTripMs">The better of a few round trips, in milliseconds.</param>
public sealed record EdgeCheck(string? Url, CheckState Https, CheckState WebSocket, double? RoundTripMs = null);

/// <summary>One port of one relay, tried with an allocation of its own.</summary>
/// <param name="Host">Its name or address.</param>
/// <param name="Transport">How.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="State">How it ended.</param>
/// <param name="TookMs">Until there was an answer, in milliseconds.</param>
public sealed record RelayCheck(string? Host, RelayTransport Transport, int Port, CheckState State, double? TookMs = null);

/// <summary>How a relay is spoken to.</summary>
public enum RelayTransport
{
    /// <summary>TURN over UDP.</summary>
    Udp,

    /// <summary>TURN over TCP.</summary>
    Tcp,

    /// <summary>TURN over TLS.</summary>
    Tls,
}

/// <summary>An address that a device has.</summary>
/// <param name="Address">The address; null where the browser hides it.</param>
/// <param name="Adapter">What it belongs to, as the browser says: <c>ethernet</c>, <c>wifi</c>, <c>cellular</c>, <c>vpn</c>, <c>unknown</c>.</param>
public sealed record DeviceAddress(string? Address, string? Adapter = null);

/// <summary>How one socket of the device looked to one server at one time.</summary>
/// <param name="Socket">Names the socket; the same name is the same socket.</param>
/// <param name="Server">Who was asked, such as <c>turn.example.com:3478</c>.</param>
/// <param name="Address">The address that the server saw; null where the browser hides it.</param>
/// <param name="Port">The port that the server saw.</param>
/// <param name="AtMs">When, in milliseconds from the beginning of the test.</param>
public sealed record MappingObservation(string? Socket, string? Server, string? Address, int Port, double AtMs);

/// <summary>Packets sent through the relay and back.</summary>
/// <param name="Transport">How the relay was spoken to.</param>
/// <param name="RoundTripMs">The median, in milliseconds.</param>
/// <param name="LossPercent">Of all packets, 0 to 100.</param>
/// <param name="JitterMs">The mean change in delay from packet to packet, in milliseconds (CALL-FLOWS #217).</param>
/// <param name="LongestLoss">Packets lost in a row, at most (CALL-FLOWS #215).</param>
/// <param name="Packets">Packets sent.</param>
public sealed record PathMeasure(RelayTransport Transport, double? RoundTripMs, double? LossPercent, double? JitterMs, int LongestLoss = 0, int Packets = 0);
