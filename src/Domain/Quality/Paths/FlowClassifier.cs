using Signaling.Domain.Network;
using static Signaling.Domain.Network.FlowId;

namespace Signaling.Domain.Quality.Paths;

/// <summary>Which flow a real path is: the table of section P2, as a function of the two places and of what carries media (CALL-FLOWS #59, #265 to #272, #278). Total.</summary>
public static class FlowClassifier
{
    /// <summary>The flows of one end's media; none where its place is not known, or the documents number none.</summary>
    /// <param name="self">Where this end is.</param>
    /// <param name="other">Where the other is.</param>
    /// <param name="carrier">What carries media.</param>
    /// <param name="hasCircuit">Whether a private circuit leads from this end's network to the service.</param>
    public static IReadOnlyList<FlowId> FlowsOf(ResolvedLocation self, ResolvedLocation other, MediaCarrier carrier, bool hasCircuit)
    {
        if (self.Location == Location.Unknown || (carrier == MediaCarrier.None && other.Location == Location.Unknown)) return [];
        var inside = self.Location == Location.CustomerNetwork; // a VPN user's media are a remote user's (#91)
        FlowId? flow = carrier switch
        {
            MediaCarrier.None when AreTogether(self, other)             => Flow5,
            MediaCarrier.None when inside || IsInside(other)            => Flow2,
            MediaCarrier.None                                           => Flow6,
            MediaCarrier.OnPremEdge                                     => inside ? Flow5A : null,
            MediaCarrier.FederatedRelay                                 => inside ? Flow2 : null,
            _                                                           => inside ? Flow4 : Flow3,
        };
        return flow is { } found ? [found == Flow4 && hasCircuit ? Flow1 : found] : [];
    }

    /// <summary>The entry of the table that decides.</summary>
    public static int EntryOf(ResolvedLocation self, ResolvedLocation other, MediaCarrier carrier) => carrier switch
    {
        MediaCarrier.None when AreTogether(self, other)            => 265,
        MediaCarrier.None when IsInside(self) && IsInside(other)   => 266,
        MediaCarrier.None when IsInside(self) || IsInside(other)   => 267,
        MediaCarrier.None                                          => 268,
        MediaCarrier.OnPremEdge                                    => 270,
        MediaCarrier.FederatedRelay                                => 271,
        MediaCarrier.MediaServer                                   => 272,
        _                                                          => 269,
    };

    /// <summary>What carries media on a path, by whose the relay is; a relay that nobody knows counts as the service's, which hands out no others (CALL-FLOWS #64).</summary>
    public static MediaCarrier CarrierOf(MediaPath path, RelayOwner? owner) => !path.IsRelayed ? MediaCarrier.None : owner switch
    {
        RelayOwner.OnPremEdge      => MediaCarrier.OnPremEdge,
        RelayOwner.FederatedTenant => MediaCarrier.FederatedRelay,
        _                          => MediaCarrier.Relay,
    };

    /// <summary>Whether both are inside one customer network.</summary>
    public static bool AreTogether(ResolvedLocation self, ResolvedLocation other) => IsInside(self) && IsInside(other) && self.Network?.Id == other.Network?.Id;

    private static bool IsInside(ResolvedLocation place) => place.Location == Location.CustomerNetwork;
}

/// <summary>What carries media between two ends.</summary>
public enum MediaCarrier
{
    /// <summary>Nothing: they go directly.</summary>
    None,

    /// <summary>A relay of the service.</summary>
    Relay,

    /// <summary>The own relay at the network's edge.</summary>
    OnPremEdge,

    /// <summary>A federated tenant's relay.</summary>
    FederatedRelay,

    /// <summary>A media server of the service.</summary>
    MediaServer,
}
