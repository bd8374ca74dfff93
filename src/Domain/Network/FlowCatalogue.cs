using static Signaling.Domain.Network.FlowId;
using static Signaling.Domain.Network.PathSegment;
using static Signaling.Domain.Network.Traffic;

namespace Signaling.Domain.Network;

/// <summary>Every flow, once (CALL-FLOWS #42 to #59).</summary>
public static class FlowCatalogue
{
    private static readonly Traffic[] ToService = [Traffic.Signaling, Media, Telemetry];
    private static readonly Traffic[] MediaAlone = [Media];

    /// <summary>All flows, in the order of <see cref="FlowId"/>.</summary>
    public static IReadOnlyList<Flow> All { get; } =
    [
        new(Flow1,      "user in the customer network", "service",                       ToService,                ExpressRoute, true,  false, "X",  42, "Flow 4, re-routed onto the private circuit."),
        new(Flow1Prime, "service",                      "SBC in the customer network",   [Traffic.Signaling, Media],       ExpressRoute, true,  true,  null, 43, "Flow 4', re-routed onto the private circuit."),
        new(Flow2,      "user in the customer network", "Internet",                      [NameResolution, Media],  Internet,     true,  false, "Y",  44, "Name resolution, and media directly with someone on the Internet."),
        new(Flow2Prime, "remote user with a VPN",       "customer network",              [Traffic.Signaling],              Internet,     true,  true,  null, 45, "Signaling that enters the customer network by VPN; never media."),
        new(Flow3,      "user on the Internet",         "service",                       ToService,                Internet,     false, false, null, 46, "A remote user's way to the service, its relays and media servers."),
        new(Flow4,      "user in the customer network", "service",                       ToService,                Internet,     true,  false, "X",  47, "The customer network's way to the service, its relays and media servers; calls depend on it."),
        new(Flow4Prime, "service",                      "SBC in the customer network",   [Traffic.Signaling, Media],       Internet,     true,  true,  null, 48, "The service's way to the SBC, for calls to the phone network."),
        new(Flow5,      "user in the customer network", "user in the customer network",  MediaAlone,               Local,        false, false, null, 49, "Media between two users inside."),
        new(Flow5A,     "user in the customer network", "on-premises media relay",       MediaAlone,               Local,        false, false, null, 50, "Media to the Skype for Business relay at the network's edge."),
        new(Flow5B,     "user in the customer network", "SBC in the customer network",   MediaAlone,               Local,        false, false, null, 51, "Media to the SBC past the service (bypass)."),
        new(Flow5C,     "SBC in the customer network",  "SBC in the customer network",   MediaAlone,               Local,        false, false, null, 52, "Media of a phone call that was passed on to a phone (hairpin, bypass)."),
        new(Flow6,      "user on the Internet",         "user on the Internet",          MediaAlone,               Internet,     false, false, null, 53, "Media between two remote users."),
    ];

    /// <summary>One flow.</summary>
    public static Flow Of(FlowId id) => All[(int)id];

    /// <summary>The segments that flows take, one after the other, without repeating.</summary>
    public static IReadOnlyList<PathSegment> PathOf(IEnumerable<FlowId> flows)
    {
        List<PathSegment> path = [];
        foreach (var flow in flows)
        {
            var segment = Of(flow).Segment;
            if (path is [] || path[^1] != segment) path.Add(segment);
        }

        return path;
    }
}
