using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Signaling.Api.Problems;
using Signaling.Domain.Network.Storage;

namespace Signaling.Api.Network;

/// <summary>Reads the conditions under which a stored document may be changed.</summary>
internal static class ShelfConditions
{
    /// <summary>Refuses a name that no document can have, and conditions that cannot be read, before the endpoint sees the request.</summary>
    public static ValueTask<object?> CheckAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        return context.Request.RouteValues.TryGetValue("id", out var id) && !DocumentKey.IsId(id as string) ? new(Problem.For("invalid_request", "A name is 1 to 64 of A–Z a–z 0–9 _ . -"))
            : !TryRead(context.Request.Headers, out _) ? new(Problem.For("invalid_request", "If-Match must be one version in quotes, as an ETag gave it, or *; If-None-Match can only be *."))
            : next(invocation);
    }

    /// <summary>The conditions of a request that <see cref="CheckAsync"/> let pass.</summary>
    public static ShelfCondition Of(HttpContext context) => TryRead(context.Request.Headers, out var condition) ? condition : ShelfCondition.None;

    private static bool TryRead(IHeaderDictionary headers, [NotNullWhen(true)] out ShelfCondition? condition)
    {
        condition = null;
        var isNew = headers.IfNoneMatch;
        if (isNew.Count > 0 && isNew is not ["*"]) return false;
        if (!TryMatch(headers.IfMatch, out var match, out var exists)) return false;

        condition = new(match, exists, isNew.Count > 0);
        return true;
    }

    private static bool TryMatch(StringValues header, out DocumentVersion? match, out bool exists)
    {
        (match, exists) = (null, header.Count > 0);
        if (header is [] or ["*"]) return true;
        if (header is not [{ } text] || !EntityTagHeaderValue.TryParse(text, out var tag) || tag.IsWeak || !DocumentVersion.TryParse(tag.Tag.Value?.Trim('"'), out var named)) return false;

        match = named;
        return true;
    }
}
