using Signaling.Api.Problems;

namespace Signaling.Api.Health;

/// <summary>Keeps new work from an edge that is about to stop; what has begun elsewhere it still does.</summary>
internal static class DrainFilter
{
    /// <summary>Answers <c>draining</c> once the edge drains.</summary>
    public static RouteHandlerBuilder RefuseWhileDraining(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter((invocation, next) => invocation.HttpContext.RequestServices.GetRequiredService<Drain>().HasBegun ? new(Problem.For("draining")) : next(invocation));
}
