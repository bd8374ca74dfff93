using Microsoft.AspNetCore.Http.HttpResults;
using Signaling.Api.Problems;
using Signaling.Domain.Identity;

namespace Signaling.Api.Calls;

/// <summary>Whom a request names: a bare user id is of the same tenant; kinds that are not built yet are refused by name.</summary>
internal static class Callee
{
    /// <summary>Why the text names nobody who can be called here; null when <paramref name="user"/> can.</summary>
    public static ProblemHttpResult? Parse(string? text, out UserId user)
    {
        user = default;
        return text switch
        {
            null or ""                                                          => Problem.For("invalid_request", "`to` is missing: name the user to call."),
            _ when text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase)  => Problem.For("phone_calls_not_available"),
            _ when text.StartsWith("sip:", StringComparison.OrdinalIgnoreCase)
                || text.StartsWith("sips:", StringComparison.OrdinalIgnoreCase) => Problem.For("sip_not_available"),
            _ when text.StartsWith("fed:", StringComparison.OrdinalIgnoreCase)  => Problem.For("federation_not_available"),
            _ when UserId.TryParse(text, out user)                              => null,
            _ => Problem.For("invalid_request", $"`to` must be a user id of 1 to {UserId.MaxLength} characters without control characters or surrounding blanks."),
        };
    }
}
