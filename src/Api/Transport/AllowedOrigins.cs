using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Signaling.Api.Edges;

namespace Signaling.Api.Transport;

/// <summary>Whether a page may connect: WebSockets are outside of CORS, so the hub asks here (RFC 6455 §10.2).</summary>
/// <remarks>Each edge serves the call page, and a page whose edge has died goes on by another: those of the deployment's edges may.</remarks>
internal sealed class AllowedOrigins(IOptions<OriginOptions> options, IOptions<EdgeOptions> edges)
{
    private readonly FrozenSet<string> configured = options.Value.Origins.Concat(edges.Value.Others.Prepend(edges.Value.Self).Select(edge => edge.Url?.TrimEnd('/')))
        .Select(Normalize).OfType<string>().ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The origins of configured pages and of the deployment's edges, as browsers write them.</summary>
    public IReadOnlySet<string> Configured => configured;

    /// <summary>Whether a request's <c>Origin</c> is missing (no browser), the edge's own, another edge's, or configured; compared whole, and <c>null</c> never is.</summary>
    public bool Allow(HttpRequest request)
    {
        var sent = request.Headers.Origin;
        if (sent.Count == 0) return true;
        if (sent.Count != 1 || Normalize(sent[0]) is not { } origin) return false;
        return configured.Contains(origin) || origin == Normalize($"{request.Scheme}://{request.Host.Value}");
    }

    /// <summary>An origin as browsers write it (RFC 6454 §6.2): lower case, without the scheme's own port; null when the text is no http or https origin.</summary>
    public static string? Normalize(string? text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http")) return null;
        var origin = uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
        // Nothing but the origin: no user, path, query, white space or *, any of which a parser might read past.
        return uri.UserInfo.Length == 0 && !uri.Host.Contains('*') && IsSpelled(text!, origin, uri) ? origin : null;
    }

    private static bool IsSpelled(string text, string origin, Uri uri) =>
        text.Equals(origin, StringComparison.OrdinalIgnoreCase) || (uri.IsDefaultPort && text.Equals($"{origin}:{uri.Port}", StringComparison.OrdinalIgnoreCase));
}
