using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace Signaling.Api.Auth;

/// <summary>The keys in force: those of the configuration, which stay, and those of the JWK Set, which come and go.</summary>
internal sealed class TokenKeys
{
    private readonly FrozenDictionary<string, TokenKey> configured;
    private volatile FrozenDictionary<string, TokenKey> published = FrozenDictionary<string, TokenKey>.Empty;

    public TokenKeys(IOptions<TokenOptions> options, IHostEnvironment environment)
    {
        List<TokenKey> keys = [];
        foreach (var settings in options.Value.Keys)
        {
            if (settings.TryCreate(out var key) is null) keys.Add(key!); // those that fail stopped the start
        }

        if (environment.IsDevelopment()) keys.Add(Development = DevelopmentKey.Create(options.Value));
        configured = keys.ToFrozenDictionary(key => key.Kid, StringComparer.Ordinal);
    }

    /// <summary>The key that signs development tokens; null outside Development.</summary>
    public TokenKey? Development { get; }

    /// <summary>The key of that name, or null. A configured key hides a published one of the same name.</summary>
    public TokenKey? Find(string kid) => configured.GetValueOrDefault(kid) ?? published.GetValueOrDefault(kid);

    /// <summary>Replaces the published keys; those that are gone retire at once, and with them the cached tokens that they signed.</summary>
    public void Publish(IReadOnlyCollection<TokenKey> keys)
    {
        var before = published;
        published = keys.ToFrozenDictionary(key => key.Kid, StringComparer.Ordinal);
        foreach (var gone in before.Values.Except(published.Values)) gone.Retire();
    }
}
