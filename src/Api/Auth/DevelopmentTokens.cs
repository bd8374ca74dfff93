using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Signaling.Api.Problems;

namespace Signaling.Api.Auth;

/// <summary>Tokens for whoever asks, in Development alone.</summary>
internal static class DevelopmentTokens
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Who to be.</summary>
    /// <param name="User">The token's subject, such as <c>alice</c>; 1 to 128 characters.</param>
    /// <param name="Tenant">The tenant, 1 to 64 characters. Default <c>dev</c>.</param>
    /// <param name="Scope">What for. Default <c>calls</c>; <c>calls network</c> also stores networks, <c>calls admin</c> also sees the calls of others.</param>
    internal sealed record DevelopmentTokenRequest(string? User, string? Tenant = null, string? Scope = null);

    /// <summary>A token, and when it ends.</summary>
    internal sealed record DevelopmentTokenResponse(string Token, DateTimeOffset ExpiresAt);

    /// <summary>Maps <c>POST /v1/dev/tokens</c> in Development; elsewhere there is no such path.</summary>
    public static IEndpointRouteBuilder MapDevelopmentTokens(this IEndpointRouteBuilder routes, IHostEnvironment environment)
    {
        if (!environment.IsDevelopment()) return routes;
        routes.MapPost("/v1/dev/tokens", MintAsync).WithName("MintDevelopmentToken").WithTags("Development").AllowAnonymous();
        return routes;
    }

    /// <summary>Mint a token for any user: Development only.</summary>
    /// <response code="400">User, tenant or scope is not one that a token may hold.</response>
    private static async Task<Results<Ok<DevelopmentTokenResponse>, ProblemHttpResult>> MintAsync(
        DevelopmentTokenRequest body, TokenKeys keys, TokenVerifier verifier, IOptions<TokenOptions> options, TimeProvider clock, CancellationToken cancel)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var lifetime = Lifetime < options.Value.MaxLifetime ? Lifetime : options.Value.MaxLifetime;
        var claims = new TokenClaims(body.Tenant ?? "dev", body.User ?? "", (body.Scope ?? Scopes.Calls).Split(' '), now + lifetime, now);
        var token = TokenMint.Sign(keys.Development!, claims, options.Value.Issuer, options.Value.Audience);
        return await verifier.VerifyAsync(token, cancel) is TokenVerdict.Refused refused
            ? Problem.For("invalid_request", Describe(refused.Error))
            : TypedResults.Ok(new DevelopmentTokenResponse(token, claims.ExpiresAt));
    }

    // By the members of the request, which are what can be wrong here.
    private static string Describe(TokenError error) => error switch
    {
        TokenError.SubjectInvalid => "Say who in `user`: 1 to 128 characters, no control characters and no blanks around them.",
        TokenError.TenantInvalid => "`tenant` is 1 to 64 characters, no control characters and no blanks around them.",
        _ => error.Describe(),
    };
}
