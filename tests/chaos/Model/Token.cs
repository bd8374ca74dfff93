using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Signaling.Chaos.Rig;

namespace Signaling.Chaos.Model;

/// <summary>Tokens as an app's own backend mints them: HS256, three lines (RFC 7519).</summary>
internal static class Token
{
    public static string Of(string tenant, string user)
    {
        var expires = DateTimeOffset.UtcNow.AddHours(6).ToUnixTimeSeconds();
        var signed = $$"""{"alg":"HS256","typ":"JWT","kid":"{{EdgeProcess.Kid}}"}""".Encoded() + "." + $$"""{"sub":"{{user}}","tid":"{{tenant}}","scope":"calls","exp":{{expires}}}""".Encoded();
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(EdgeProcess.Secret), Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Encoded(this string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
