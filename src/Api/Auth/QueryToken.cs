using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Signaling.Api.Auth;

/// <summary>A token that came in the query, taken out of the request before anything could log it.</summary>
internal sealed record QueryToken(string Value)
{
    private const string Name = "access_token", Redacted = "access_token=redacted";

    /// <summary>Takes every <c>access_token</c> out of a request's query and raw target, and keeps it as a feature of the request.</summary>
    public static void Extract(IFeatureCollection features)
    {
        if (features.Get<IHttpRequestFeature>() is not { QueryString.Length: > 1 } request) return;

        string? token = null;
        List<string> kept = [];
        foreach (var pair in request.QueryString.AsSpan(1).ToString().Split('&'))
        {
            var decoded = new QueryStringEnumerable(pair).GetEnumerator();
            if (decoded.MoveNext() && decoded.Current.DecodeName().Span.Equals(Name, StringComparison.OrdinalIgnoreCase))
            {
                token ??= decoded.Current.DecodeValue().ToString();
                kept.Add(Redacted);
            }
            else
            {
                kept.Add(pair);
            }
        }

        if (token is null) return;
        request.QueryString = "?" + string.Join('&', kept);
        var path = request.RawTarget.IndexOf('?');
        request.RawTarget = path < 0 ? request.RawTarget : request.RawTarget[..path] + request.QueryString;
        features.Set(new QueryToken(token));
    }

    /// <summary>Says that there is a token, and no more.</summary>
    public override string ToString() => Redacted;
}
