namespace Signaling.Api.Auth;

/// <summary>What a token may be good for; also the names of the authorization policies that ask for it.</summary>
internal static class Scopes
{
    /// <summary>Place and take calls as the token's user; what a token without <c>scope</c> has.</summary>
    public const string Calls = "calls";

    /// <summary>See and end the calls of others, and drain edges.</summary>
    public const string Admin = "admin";
}
