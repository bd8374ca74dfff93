using Signaling.Domain.Network;
using Signaling.Domain.Quality;
using Signaling.Domain.Quality.Paths;
using Signaling.Domain.Tests.Network;

namespace Signaling.Domain.Tests.Quality;

/// <summary>Reports and places in few words. Ann calls Ben.</summary>
internal static class Reports
{
    public static readonly NetworkDocument Described = Networks.Plain with
    {
        CustomerNetworks = [Networks.Plain.CustomerNetworks[0] with { InternalPrefixes = ["10.0.0.0/8", "10.1.0.0/16"] }, new() { Id = "branch", InternalPrefixes = ["172.16.0.0/12"] }],
        RelayPools = [new() { Owner = RelayOwner.Service, Prefixes = ["203.0.113.0/26"] }, new() { Owner = RelayOwner.OnPremEdge, Prefixes = ["203.0.113.64/26"] }, new() { Owner = RelayOwner.FederatedTenant, Prefixes = ["203.0.113.128/26"] }],
    };

    public static PartyFacts Inside(NetworkDocument document, string id = "ann", string network = "hq", string host = "10.1.2.3") =>
        new(id, new(Location.CustomerNetwork, document.Model().Network(network), null)) { HostAddresses = [host] };

    public static PartyFacts Outside(string id) => new(id, new(Location.Internet, null, null));

    public static PartyFacts ViaVpn(NetworkDocument document, string id) => new(id, new(Location.InternetViaVpn, document.Model().Network("hq"), null)) { HostAddresses = ["10.200.0.5"] };

    public static PartyFacts Nowhere(string id) => new(id, new(Location.Unknown, null, LocationDoubt.HostAddressesHidden));

    public static PartyFacts With(this PartyFacts party, ConnectivityReport report) => party with { Report = report };

    public static ConnectivityReport Pair(CandidateKind local, CandidateKind remote, PathTransport transport = PathTransport.Udp, string? address = null) => new()
    {
        Sequence = 1,
        State = ConnectivityState.Connected,
        Selected = new() { Local = new() { Type = local, Protocol = transport, Address = address }, Remote = new() { Type = remote, Protocol = transport } },
    };

    public static ConnectivityReport Relay(PathTransport toRelay, string url = "turn:turn.eu.example:443?transport=tcp", string? address = "203.0.113.5", CandidateKind remote = CandidateKind.Srflx) => new()
    {
        Sequence = 1,
        State = ConnectivityState.Connected,
        Selected = new()
        {
            Local = new() { Type = CandidateKind.Relay, RelayProtocol = toRelay, RelayUrl = url, Address = address },
            Remote = new() { Type = remote },
        },
    };

    public static ConnectivityReport Failed(params PairResult[] pairs) => new() { Sequence = 1, State = ConnectivityState.Failed, Pairs = pairs };

    public static ExplainedCall Explain(NetworkDocument document, PartyFacts caller, PartyFacts callee, TimeSpan? signalingLimit = null) =>
        PathExplainer.Explain(document.Model(), caller, callee, new(), signalingLimit);

    public static string Text(IEnumerable<FlowId> flows) => string.Join(',', flows.Select(flow => flow.ToWire()));

    /// <summary>The flows of each step: users in order.</summary>
    public static string Text(IEnumerable<ExplainedStep> steps) => string.Join(" / ", steps.Select(step => string.Join('|', step.Flows.Select(one => $"{one.Party} {Text(one.Flows)}"))));
}
