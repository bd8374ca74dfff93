using Microsoft.AspNetCore.Http.Features;

namespace Signaling.Api.Auth;

/// <summary>Makes each request's context with query tokens already taken out: the host logs a request before any middleware sees it.</summary>
internal sealed class QueryTokenContextFactory(IServiceProvider services) : IHttpContextFactory
{
    private readonly DefaultHttpContextFactory inner = new(services);

    /// <inheritdoc/>
    public HttpContext Create(IFeatureCollection featureCollection)
    {
        QueryToken.Extract(featureCollection);
        return inner.Create(featureCollection);
    }

    /// <inheritdoc/>
    public void Dispose(HttpContext httpContext) => inner.Dispose(httpContext);
}
