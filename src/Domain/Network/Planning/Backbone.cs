namespace Signaling.Domain.Network.Planning;

/// <summary>Users of different regions signal on their own edges; between these lies the service's backbone, never the Internet (CALL-FLOWS #8, #41).</summary>
internal static class Backbone
{
    public static RoutePlan Join(RoutePlan plan)
    {
        var first = plan.HostRegion ?? plan.Signaling.Select(leg => leg.Region).FirstOrDefault(region => region is not null);
        return first is null ? plan : plan with
        {
            Signaling =
            [
                .. plan.Signaling.Select(leg => leg.InScope && leg.Region is { } region && region != first && !leg.Path.Contains(PathSegment.ServiceBackbone)
                    ? leg with { Path = [.. leg.Path, PathSegment.ServiceBackbone] }
                    : leg),
            ],
        };
    }
}
