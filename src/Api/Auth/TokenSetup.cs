using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Signaling.Api.Auth;

/// <summary>Puts tokens into the composition.</summary>
internal static class TokenSetup
{
    /// <summary>Registers the verifier, the scheme <c>Bearer</c>, and a policy for each scope; the default policy asks for <c>calls</c>.</summary>
    public static IServiceCollection AddTokens(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<TokenOptions, TokenOptionsRanges>().BindConfiguration(TokenOptions.Section);
        services.AddSingleton<IValidateOptions<TokenOptions>, TokenOptionsRules>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<TokenKeys>().AddSingleton<TokenVerifier>().AddSingleton<TokenRevocations>().AddSingleton(new TokenCache());
        services.AddSingleton<JwksSource>().AddHostedService(provider => provider.GetRequiredService<JwksSource>());
        // A redirect could lead off https, and keys could then be anyone's.
        services.AddHttpClient(JwksSource.Client).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        services.AddSingleton<IHttpContextFactory, QueryTokenContextFactory>();
        // Kestrel's complaint about a request line quotes it, with the query that nobody could redact yet.
        services.AddLogging(logs => logs.AddFilter("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Information));

        // The core alone: the whole of it also brings data protection, which writes key files that nobody here needs.
        services.AddAuthenticationCore(schemes =>
        {
            schemes.DefaultScheme = BearerHandler.SchemeName;
            schemes.AddScheme<BearerHandler>(BearerHandler.SchemeName, null);
        });
        services.AddWebEncoders();
        services.AddAuthorizationBuilder()
            .SetDefaultPolicy(Requires(Scopes.Calls))
            .AddPolicy(Scopes.Calls, Requires(Scopes.Calls))
            .AddPolicy(Scopes.Network, Requires(Scopes.Network, Scopes.Admin))
            .AddPolicy(Scopes.Planning, Requires(Scopes.Calls, Scopes.Network, Scopes.Admin))
            .AddPolicy(Scopes.Review, Requires(Scopes.Calls, Scopes.Admin))
            .AddPolicy(Scopes.Admin, Requires(Scopes.Admin));
        return services;
    }

    /// <summary>Signs requests in, holds them to their endpoint's policy, and makes their caller; after routing and CORS.</summary>
    public static IApplicationBuilder UseTokens(this IApplicationBuilder app) =>
        app.UseAuthentication().UseAuthorization().UseMiddleware<CallerMiddleware>();

    private static AuthorizationPolicy Requires(params string[] oneOf) =>
        new AuthorizationPolicyBuilder(BearerHandler.SchemeName).RequireAuthenticatedUser().RequireClaim("scope", oneOf).Build();
}
