namespace Signaling.Domain.Network;

/// <summary>One stretch of a way, by who runs it (CALL-FLOWS #9).</summary>
public enum PathSegment
{
    /// <summary>Does not leave the customer network (CALL-FLOWS #172).</summary>
    Local,

    /// <summary>Managed by nobody (CALL-FLOWS #5).</summary>
    Internet,

    /// <summary>The customer's private circuit to the service (CALL-FLOWS #7).</summary>
    ExpressRoute,

    /// <summary>The service's own network between its edges (CALL-FLOWS #8).</summary>
    ServiceBackbone,
}

/// <summary>Who answers for a segment.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="ManagedBy"><c>customer</c>, <c>nobody</c>, <c>provider and operator</c> or <c>operator</c>.</param>
public sealed record SegmentOwner(PathSegment Segment, string ManagedBy)
{
    /// <summary>The four segments (CALL-FLOWS #9).</summary>
    public static IReadOnlyList<SegmentOwner> All { get; } =
    [
        new(PathSegment.Local, "customer"),
        new(PathSegment.Internet, "nobody"),
        new(PathSegment.ExpressRoute, "provider and operator"),
        new(PathSegment.ServiceBackbone, "operator"),
    ];
}
