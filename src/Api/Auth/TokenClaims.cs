namespace Signaling.Api.Auth;

/// <summary>What a token says, once all of it has been checked.</summary>
/// <param name="Tenant"><c>tid</c>, 1 to 64 characters.</param>
/// <param name="User"><c>sub</c>, 1 to 128 characters.</param>
/// <param name="Scopes"><c>scope</c>, split; <c>calls</c> when the token has none.</param>
/// <param name="ExpiresAt"><c>exp</c>.</param>
/// <param name="IssuedAt"><c>iat</c>, if the token has one.</param>
internal sealed record TokenClaims(string Tenant, string User, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt, DateTimeOffset? IssuedAt);
