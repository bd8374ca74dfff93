using Microsoft.AspNetCore.Http.HttpResults;
using Signaling.Api.Problems;

namespace Signaling.Api;

/// <summary>Addresses that are planned and not built: they say so by name, so that nobody looks for a misspelling.</summary>
internal static class Planned
{
    /// <summary>Each address, and what will be there.</summary>
    public static IReadOnlyList<(string Route, string What)> Routes { get; } =
    [
        ("/v1/group-calls/{**rest}",             "Group calls"),
        ("/v1/whip/{**rest}",                    "Publishing to a group call by WHIP (RFC 9725)"),
        ("/v1/whep/{**rest}",                    "Watching a group call by WHEP"),
        ("/v1/admin/{**rest}",                   "Administration over REST"),
    ];

    public static IEndpointRouteBuilder MapPlanned(this IEndpointRouteBuilder routes)
    {
        foreach (var (route, what) in Routes) routes.Map(route, () => Refuse(what)).RequireAuthorization().ExcludeFromDescription();
        return routes;
    }

    private static ProblemHttpResult Refuse(string what) => Problem.For("not_available_yet", $"{what}: planned, and not built in this version.");
}
