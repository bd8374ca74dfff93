using Signaling.Api.Problems;

namespace Signaling.Api.Auth;

/// <summary>Makes the caller of a signed-in request from its token and device, or refuses the device.</summary>
internal sealed class CallerMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<TokenClaims>() is not { } token) return next(context);
        if (!DeviceIds.TryRead(context.Request, out var device)) return Problem.WriteAsync(context, "invalid_device_id");

        context.Features.Set(new Caller(new(token.Tenant), new(token.User), device, token.Scopes, token.ExpiresAt));
        return next(context);
    }
}
