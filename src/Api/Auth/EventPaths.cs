namespace Signaling.Api.Auth;

/// <summary>The paths on which browsers cannot set headers, so that token and device may stand in the query.</summary>
internal static class EventPaths
{
    /// <summary>The hub, and the event stream and long poll.</summary>
    public static readonly PathString Hub = "/hubs/signaling", Events = "/v1/events";

    /// <summary>Whether a path is one of them.</summary>
    public static bool Include(PathString path) => path.StartsWithSegments(Hub) || path.StartsWithSegments(Events);
}
