namespace Signaling.Infrastructure.Relays;

/// <summary>What lets one user use the relays for a while. Its text form does not show the password.</summary>
/// <param name="Username">When it expires, in Unix seconds, and a mark of the user that means nothing to others.</param>
/// <param name="Password">The relay recomputes it from the user name.</param>
/// <param name="ExpiresAt">From then on relays answer 401.</param>
public sealed record RelayCredential(string Username, string Password, DateTimeOffset ExpiresAt)
{
    public override string ToString() => $"relay credential until {ExpiresAt:O}";
}
