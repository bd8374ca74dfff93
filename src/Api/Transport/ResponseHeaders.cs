using Microsoft.Extensions.Options;

namespace Signaling.Api.Transport;

/// <summary>What every response tells browsers to keep to, refusals and failures included.</summary>
internal sealed class ResponseHeaders(RequestDelegate next, IOptions<HttpsOptions> options, IHostEnvironment environment)
{
    /// <summary>For JSON: nothing in it may be run or framed.</summary>
    private const string ApiPolicy = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>For the demo page, the console and Swagger UI: their own scripts only, and connections to any edge.</summary>
    private const string PagePolicy =
        "default-src 'self'; connect-src 'self' https: wss: http://localhost:* ws://localhost:* http://127.0.0.1:* ws://127.0.0.1:*; img-src 'self' data: blob:; media-src 'self' blob: data:; "
        + "style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static readonly PathString[] ApiPaths = ["/v1", "/hubs", "/healthz", "/metrics"];
    private readonly string? hsts = environment.IsDevelopment() || options.Value.HstsMaxAge == TimeSpan.Zero
        ? null
        : $"max-age={(long)options.Value.HstsMaxAge.TotalSeconds}; includeSubDomains";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state => ((ResponseHeaders Self, HttpContext Context))state is var (self, context) ? self.Write(context) : Task.CompletedTask, (this, context));
        return next(context);
    }

    private Task Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        var isApi = Array.Exists(ApiPaths, path => context.Request.Path.StartsWithSegments(path));
        headers.ContentSecurityPolicy = isApi ? ApiPolicy : PagePolicy;
        if (isApi && headers.CacheControl.Count == 0) headers.CacheControl = "no-store"; // calls hold keys, and are old in a moment
        headers["Permissions-Policy"] = "camera=(self), microphone=(self), display-capture=(self), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (hsts is not null && context.Request.IsHttps) headers.StrictTransportSecurity = hsts; // RFC 6797 §7.2: over HTTPS only
        return Task.CompletedTask;
    }
}
