using Signaling.Domain.Identity;

namespace Signaling.Api.Auth;

/// <summary>Which device of its user a request is from.</summary>
internal static class DeviceIds
{
    /// <summary>The header that names it.</summary>
    public const string Header = "Device-Id";

    private const string Query = "device";

    /// <summary>Reads the header, or on event paths the <c>device</c> query parameter.</summary>
    /// <returns>False when the request names a device in a form that is none.</returns>
    public static bool TryRead(HttpRequest request, out DeviceId device)
    {
        device = DeviceId.Default;
        var named = request.Headers[Header];
        if (named.Count == 0 && EventPaths.Include(request.Path)) named = request.Query[Query];
        return named.Count == 0 || (named.Count == 1 && DeviceId.TryParse(named[0], out device));
    }
}
