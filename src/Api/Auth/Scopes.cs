namespace Signaling.Api.Auth;

/// <summary>What a token may be good for; also the names of the authorization policies that ask for it.</summary>
internal static class Scopes
{
    /// <summary>Place and take calls as the token's user; what a token without <c>scope</c> has.</summary>
    public const string Calls = "calls";

    /// <summary>Store and read the descriptions of the tenant's networks and trunks, and plan with them; <see cref="Admin"/> includes it.</summary>
    public const string Network = "network";

    /// <summary>The policy of what <see cref="Calls"/> and <see cref="Network"/> alike are good for: planning, and what one plans with.</summary>
    public const string Planning = "planning";

    /// <summary>The policy of what shows how a call went, to those in it by <see cref="Calls"/> and to <see cref="Admin"/>.</summary>
    public const string Review = "review";

    /// <summary>See and end the calls of others, and drain edges.</summary>
    public const string Admin = "admin";
}
