using System.Net.Http.Headers;
using Signaling.Api.Problems;

namespace Signaling.Api.Transport;

/// <summary>Refuses bodies that are packed (RFC 9110 §8.4), and JSON in another encoding than UTF-8 (RFC 8259 §8.1), before anything tries to read them.</summary>
internal sealed class BodyEncoding(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Request.Headers.ContentEncoding is { Count: > 0 }
            ? Problem.WriteAsync(context, "unsupported_media_type", "Send the body as it is, without Content-Encoding.") :
        context.Request.ContentType is { } type && MediaTypeHeaderValue.TryParse(type, out var parsed) && parsed.CharSet is { Length: > 0 } charset
        && !charset.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? Problem.WriteAsync(context, "unsupported_media_type", "Send the body in UTF-8.")
            : next(context);
}
