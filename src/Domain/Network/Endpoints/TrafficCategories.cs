namespace Signaling.Domain.Network.Endpoints;

/// <summary>Which traffic may use a private circuit. All of it may use the Internet, always (CALL-FLOWS #178).</summary>
public static class TrafficCategories
{
    /// <summary>All categories, in order.</summary>
    public static IReadOnlyList<TrafficCategory> All { get; } = Enum.GetValues<TrafficCategory>();

    /// <summary>Whether a private circuit can carry it, in this profile (CALL-FLOWS #180, #245).</summary>
    public static bool MayUseCircuit(TrafficCategory category, Profile profile) => profile.Features.Contains(Feature.PrivateCircuit) && category switch
    {
        TrafficCategory.Signaling or TrafficCategory.Relay or TrafficCategory.Media => true,
        TrafficCategory.Telemetry => profile.TelemetryOverExpressRoute is true,
        _ => false,
    };

    /// <summary>The way it takes from inside a network with this model.</summary>
    public static PathSegment PathOf(TrafficCategory category, NetworkModel model) =>
        model.HasCircuit && MayUseCircuit(category, model.Profile) ? PathSegment.ExpressRoute : PathSegment.Internet;
}
