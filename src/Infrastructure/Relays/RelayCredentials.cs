using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Signaling.Domain.Identity;

namespace Signaling.Infrastructure.Relays;

/// <summary>Mints relay credentials without asking the relays: both sides compute them from a shared secret (TURN REST, draft-uberti-behave-turn-rest-00 §2.2).</summary>
public sealed class RelayCredentials(IOptions<RelayOptions> options)
{
    private const int UserMarkBytes = 15;

    /// <summary>Whether there is any relay to hand out.</summary>
    [MemberNotNullWhen(true, nameof(Secret))]
    public bool IsConfigured => Secret is not null && options.Value.Servers.Count > 0;

    private string? Secret => options.Value.Secret;

    /// <summary>A fresh credential of a user, good for <see cref="RelayOptions.Lifetime"/>.</summary>
    /// <param name="now">The time by which the relays go: the store's, since this machine's clock may be wrong.</param>
    /// <exception cref="InvalidOperationException">No relay is configured.</exception>
    public RelayCredential Mint(UserKey user, DateTimeOffset now)
    {
        if (!IsConfigured) throw new InvalidOperationException("No relay is configured.");
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds((now + options.Value.Lifetime).ToUnixTimeSeconds());
        var key = Encoding.UTF8.GetBytes(Secret);
        var username = $"{expiresAt.ToUnixTimeSeconds()}:{MarkOf(user, key)}";
        return new(username, PasswordOf(username, key), expiresAt);
    }

    // Keyed, so that nobody who reads a relay's log can try names; with the tenant's length, so that no two users share one.
    private static string MarkOf(UserKey user, byte[] key)
    {
        var named = Encoding.UTF8.GetBytes($"relay user {user.Tenant.Value.Length} {user.Tenant.Value} {user.User.Value}");
        return Base64Url.EncodeToString(HMACSHA256.HashData(key, named).AsSpan(..UserMarkBytes));
    }

    [SuppressMessage("Security", "CA5350", Justification = "TURN REST prescribes HMAC-SHA1, which SHA-1's collisions do not weaken.")]
    private static string PasswordOf(string username, byte[] key) => Convert.ToBase64String(HMACSHA1.HashData(key, Encoding.UTF8.GetBytes(username)));
}
