using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.Extensions.Options;
using Signaling.Api.Problems;
using Signaling.Api.Telemetry;

namespace Signaling.Api.Auth;

/// <summary>Signs a request in by its bearer token (RFC 6750): from the header, or on event paths from the query.</summary>
internal sealed class BearerHandler(TokenVerifier verifier, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, SignalingMetrics metrics)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>The scheme's name, as the header spells it.</summary>
    public const string SchemeName = "Bearer";

    private TokenError? refusal;

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Token() is not { } token) return AuthenticateResult.NoResult();
        switch (await verifier.VerifyAsync(token, Context.RequestAborted))
        {
            case TokenVerdict.Accepted { Claims: var claims }:
                Context.Features.Set(claims);
                var identity = new ClaimsIdentity([new("sub", claims.User), new("tid", claims.Tenant), .. claims.Scopes.Select(scope => new Claim("scope", scope))], SchemeName, "sub", null);
                return AuthenticateResult.Success(new(new(identity), SchemeName));
            case TokenVerdict.Refused { Error: var error }:
                refusal = error;
                metrics.TokenRefused(Problem.CodeOf(error));
                return AuthenticateResult.Fail(error.Describe());
            default:
                return AuthenticateResult.NoResult();
        }
    }

    /// <inheritdoc/>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await HandleAuthenticateOnceSafeAsync();
        Response.Headers.WWWAuthenticate = refusal is { } error ? $"Bearer error=\"invalid_token\", error_description=\"{error.Describe()}\"" : "Bearer";
        await Problem.WriteAsync(Context, refusal is TokenError.Expired ? "token_expired" : "unauthenticated", refusal?.Describe());
    }

    /// <inheritdoc/>
    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = await ScopesNeededAsync();
        Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{(needed is [var least, ..] ? least : "")}\""; // RFC 6750 §3: the least that is enough
        await Problem.WriteAsync(Context, "forbidden", $"The token's scope does not cover this operation: it takes {string.Join(" or ", needed.Select(scope => $"`{scope}`"))}.");
    }

    private async Task<IReadOnlyList<string>> ScopesNeededAsync()
    {
        var asked = Context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>() ?? [];
        var policy = await AuthorizationPolicy.CombineAsync(Context.RequestServices.GetRequiredService<IAuthorizationPolicyProvider>(), asked);
        return [.. policy?.Requirements.OfType<ClaimsAuthorizationRequirement>().SelectMany(claim => claim.AllowedValues ?? []).Distinct() ?? []];
    }

    private string? Token()
    {
        var header = Request.Headers.Authorization;
        if (header.Count > 1) return ""; // two answers to who is asking: neither is believed
        if (header.Count == 1 && header[0] is { } value)
        {
            return value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? value["Bearer ".Length..].Trim() : null;
        }

        return EventPaths.Include(Request.Path) ? Context.Features.Get<QueryToken>()?.Value : null;
    }
}
