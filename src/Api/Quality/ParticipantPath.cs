using Signaling.Api.Network;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;
using Signaling.Domain.Quality;
using Signaling.Domain.Quality.Paths;

namespace Signaling.Api.Quality;

/// <summary>One side's media: the expected way, the real one, and why.</summary>
/// <param name="Role"><c>caller</c> or <c>callee</c>.</param>
/// <param name="User">The user.</param>
/// <param name="Place">Where the user is.</param>
/// <param name="State">How the connection stands, as the device last reported it: <c>checking</c>, <c>connected</c>, <c>disconnected</c>, <c>failed</c>; null before it has.</param>
/// <param name="Expected">The way that was expected; null where there is no plan.</param>
/// <param name="Real">The way that was taken; null while none is known.</param>
/// <param name="AsExpected">Whether the two are the same; null while one is not known.</param>
/// <param name="Summary">The whole in one sentence.</param>
/// <param name="Why">Why the way is what it is, and what to do about it; the gravest first.</param>
internal sealed record ParticipantPath(
    string Role, string User, UserPlaceResponse Place, string? State, ExpectedPathResponse? Expected, MediaPathResponse? Real, bool? AsExpected, string Summary, IReadOnlyList<PathFindingResponse> Why)
{
    /// <summary>One side as the wire has it.</summary>
    public static ParticipantPath Of(ExplainedLeg leg, string user) => new(
        leg.Party.Id, user,
        new(RoutePlanResponse.Name(leg.Party.Place.Location), leg.Party.IsOther ? null : leg.Party.Place.Network?.Id, leg.Party.IsOther || leg.Party.Place.Doubt is not { } doubt ? null : RoutePlanResponse.Name(doubt)),
        leg.State is { } state ? RoutePlanResponse.Name(state) : null,
        leg.Expected is { } expected && leg.ExpectedMode is { } mode ? ExpectedPathResponse.Of(expected, mode) : null,
        leg.Real is { } real ? MediaPathResponse.Of(real, leg) : null,
        leg.AsExpected, leg.Summary,
        [.. leg.Why.Select(one => new PathFindingResponse(RoutePlanResponse.Name(one.Cause), RoutePlanResponse.Name(one.Severity), one.Because, one.Fix, one.Entry))]);
}

/// <summary>Where a user is.</summary>
/// <param name="Location"><c>customerNetwork</c>, <c>internet</c>, <c>internetViaVpn</c>, <c>guestPrivateNetwork</c>, <c>federatedNetwork</c> or <c>unknown</c>.</param>
/// <param name="Network">The customer network; told to the user alone.</param>
/// <param name="Doubt">Why the place is unknown; told to the user alone.</param>
internal sealed record UserPlaceResponse(string Location, string? Network, string? Doubt);

/// <summary>The way that was expected.</summary>
/// <param name="Mode">How media were to be carried: <c>direct</c>, <c>relayed</c>, <c>mediaServer</c>.</param>
/// <param name="Flows">The flows.</param>
/// <param name="Path">The segments.</param>
/// <param name="Transport"><c>udp</c>, <c>tcp</c> or <c>httpTunnel</c>.</param>
internal sealed record ExpectedPathResponse(string Mode, IReadOnlyList<string> Flows, IReadOnlyList<string> Path, string Transport)
{
    public static ExpectedPathResponse Of(MediaLeg leg, MediaMode mode) =>
        new(RoutePlanResponse.Name(mode), [.. leg.Flows.Select(flow => flow.ToWire())], [.. leg.Path.Select(RoutePlanResponse.Name)], RoutePlanResponse.Name(leg.Transport));
}

/// <summary>The way that was taken.</summary>
/// <param name="Kind"><c>direct</c>, <c>directThroughNat</c>, <c>relayed</c> or <c>relayedTwice</c>.</param>
/// <param name="Transport"><c>udp</c>, <c>tcp</c> or <c>tls</c>: what carries packets from the device, over its own relay the way to it; null where only the other side has reported.</param>
/// <param name="Local">The device's own end: <c>host</c>, <c>srflx</c>, <c>prflx</c>, <c>relay</c>.</param>
/// <param name="Remote">The other end.</param>
/// <param name="LocalAddressClass"><c>public</c>, <c>private</c> or <c>hidden</c>.</param>
/// <param name="Relay">The host of the device's own relay.</param>
/// <param name="RoundTripMilliseconds">Its last round trip.</param>
/// <param name="Flows">The flows that it is; empty where the user's place is not known.</param>
/// <param name="Path">The segments that it takes.</param>
/// <param name="Rule">The rule that classifies it, as docs/call-flows.md lists them.</param>
internal sealed record MediaPathResponse(
    string Kind, string? Transport, string? Local, string? Remote, string? LocalAddressClass, string? Relay, double? RoundTripMilliseconds, IReadOnlyList<string> Flows, IReadOnlyList<string> Path, int? Rule)
{
    public static MediaPathResponse Of(MediaPath real, ExplainedLeg leg) => new(
        RoutePlanResponse.Name(real.Kind), Name(real.Transport), Name(real.Local), Name(real.Remote), Name(ClassOf(leg)), real.RelayHost, real.RoundTripMilliseconds,
        [.. leg.RealFlows.Select(flow => flow.ToWire())], [.. leg.RealPath.Select(RoutePlanResponse.Name)], leg.Rule);

    private static AddressClass? ClassOf(ExplainedLeg leg) =>
        leg.Party.Report?.Selected?.Local is { } local ? local.AddressClass ?? MediaPath.ClassOf(local.Address) : null;

    private static string? Name<T>(T? value) where T : struct, Enum => value is { } given ? RoutePlanResponse.Name(given) : null;
}

/// <summary>One reason for a way, with what to do.</summary>
/// <param name="Cause">Which, such as <c>udpToRelayBlocked</c>.</param>
/// <param name="Severity"><c>pass</c>, <c>warn</c> or <c>fail</c>.</param>
/// <param name="Because">The reason, as the second half of a sentence.</param>
/// <param name="Fix">What to do, likewise.</param>
/// <param name="Rule">The rule behind it, as docs/call-flows.md lists them.</param>
internal sealed record PathFindingResponse(string Cause, string Severity, string Because, string Fix, int Rule);
