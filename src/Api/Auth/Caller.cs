using Signaling.Domain.Identity;

namespace Signaling.Api.Auth;

/// <summary>Who acts: the user and tenant of a verified token, and the device that the request names.</summary>
/// <param name="Tenant">The token's <c>tid</c>.</param>
/// <param name="User">The token's <c>sub</c>, unique within the tenant.</param>
/// <param name="Device">Which of the user's devices acts; <c>default</c> when the request names none.</param>
/// <param name="Scopes">What the token is good for; see <see cref="Auth.Scopes"/>.</param>
/// <param name="ExpiresAt">When the token ends.</param>
internal sealed record Caller(TenantId Tenant, UserId User, DeviceId Device, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt)
{
    /// <summary>The user within its tenant.</summary>
    public UserKey Key => new(Tenant, User);

    /// <summary>Whether the token was minted for a scope.</summary>
    public bool Has(string scope) => Scopes.Contains(scope, StringComparer.Ordinal);
}
