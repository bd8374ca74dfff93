using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Signaling.Api.Auth;

/// <summary>Users whose tokens of a certain age no longer count, on this edge; each entry is kept as long as such a token could live.</summary>
internal sealed class TokenRevocations(IOptions<TokenOptions> options, TimeProvider clock)
{
    private const int MaxEntries = 100_000;
    private readonly ConcurrentDictionary<(string Tenant, string User), DateTimeOffset> revoked = new();

    /// <summary>Refuses a user's tokens issued up to now; one without <c>iat</c> counts as issued before.</summary>
    /// <returns>False when there are too many revocations to keep; then a key must be taken out instead.</returns>
    public bool Revoke(string tenant, string user)
    {
        var now = clock.GetUtcNow();
        var forgotten = now - options.Value.MaxLifetime - (options.Value.ClockSkew * 2);
        if (revoked.Count >= MaxEntries)
        {
            foreach (var entry in revoked.Where(entry => entry.Value < forgotten)) revoked.TryRemove(entry);
        }

        if (revoked.Count >= MaxEntries) return false;
        revoked[(tenant, user)] = now;
        return true;
    }

    /// <summary>Whether a token has been revoked.</summary>
    public bool Covers(TokenClaims claims) =>
        !revoked.IsEmpty && revoked.TryGetValue((claims.Tenant, claims.User), out var at) && !(claims.IssuedAt > at);
}
