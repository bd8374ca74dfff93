namespace Signaling.Api.Auth;

/// <summary>How endpoints and the hub learn who acts.</summary>
internal static class CallerAccess
{
    /// <summary>Who acts in this request.</summary>
    /// <exception cref="InvalidOperationException">The endpoint does not require authorization, which is a bug.</exception>
    public static Caller Caller(this HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("This endpoint must require authorization before it asks who calls.");
}
