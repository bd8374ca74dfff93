using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Signaling.Api.Tests.Auth;

/// <summary>The C# of docs/tokens.md, compiled; a test holds the two texts to be the same.</summary>
internal static class MintExample
{
    public static string Run(string user, string tenant, string kid, string secret) => MintToken(user, tenant, kid, secret);

    private
    static string MintToken(string user, string tenant, string kid, string secret)
    {
        string Part<T>(T value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
        var signed = Part(new { alg = "HS256", kid }) + "." + Part(new { sub = user, tid = tenant, exp = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds() });
        return signed + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed)));
    }
}
