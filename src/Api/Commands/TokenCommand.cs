using System.Globalization;
using System.Security.Cryptography;
using Signaling.Api.Auth;

namespace Signaling.Api.Commands;

/// <summary><c>token</c>: mints one for an operator's first try, with a configured HS256 key or a private key file; in earnest the app's own backend mints (docs/tokens.md).</summary>
internal static class TokenCommand
{
    private const string Usage = """
        usage: token --user USER --tenant TENANT [--lifetime 1h] [--scope calls] [--key-file PRIVATE.pem --kid KID]

        Prints a token that this edge accepts. It is signed with the first HS256 key under Tokens:Keys that may speak for
        the tenant, or with the RSA or P-256 private key in a PEM file, whose public half the edge knows as KID.
        SCOPE is calls, network, admin, or several with a space between.
        LIFETIME is a number with s, m, h or d, such as 90s or 12h.
        """;

    private static readonly string[] Names = ["--user", "--tenant", "--lifetime", "--scope", "--key-file", "--kid"];

    /// <summary>Prints the token alone on <paramref name="output"/>, or what is wrong on <paramref name="error"/>.</summary>
    /// <returns>0; 1 when no token could be made; 2 when the arguments are wrong.</returns>
    public static int Run(string[] args, IConfiguration configuration, TimeProvider clock, TextWriter output, TextWriter error)
    {
        if (args is ["--help" or "-h"]) return Say(output, Usage, 0);
        if (TryRead(args, out var given) is { } wrong) return Say(error, $"token: {wrong}\n{Usage}", 2);

        TokenOptions options = new();
        configuration.GetSection(TokenOptions.Section).Bind(options);
        if (!TryReadLifetime(given.GetValueOrDefault("--lifetime", "1h"), out var lifetime)) return Say(error, "token: --lifetime must be a number with s, m, h or d, such as 1h.", 2);
        if (FindKey(given, options, out var reason) is not { } key) return Say(error, $"token: {reason}", 1);

        using (key)
        {
            var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
            var claims = new TokenClaims(given["--tenant"], given["--user"], given.GetValueOrDefault("--scope", Scopes.Calls).Split(' '), now + lifetime, now);
            try
            {
                var token = TokenMint.Sign(key, claims, options.Issuer, options.Audience);
                return Refusal(token, key, options, now) is { } refused ? Say(error, $"token: the edge would refuse it. {refused.Describe()}", 1) : Say(output, token, 0);
            }
            catch (CryptographicException)
            {
                return Say(error, "token: the key file holds a public key; minting needs the private one.", 1);
            }
        }
    }

    /// <summary>Why the edge would refuse a token, by the same checks; null when it would not.</summary>
    private static TokenError? Refusal(string token, TokenKey key, TokenOptions options, DateTimeOffset now) =>
        CompactToken.TryParse(token, out var parsed) ?? (TokenClaimsReader.Read(parsed.Payload, key, options, now) as TokenVerdict.Refused)?.Error;

    private static string? TryRead(string[] args, out Dictionary<string, string> given)
    {
        given = [];
        for (var i = 0; i < args.Length; i += 2)
        {
            if (!Names.Contains(args[i], StringComparer.Ordinal)) return $"there is no option {args[i]}.";
            if (i + 1 == args.Length) return $"{args[i]} needs a value.";
            if (!given.TryAdd(args[i], args[i + 1])) return $"{args[i]} is given twice.";
        }

        foreach (var name in Names[..2])
        {
            if (!given.ContainsKey(name)) return $"{name} is missing.";
        }

        return given.ContainsKey("--key-file") == given.ContainsKey("--kid") ? null : "--key-file and --kid go together.";
    }

    private static TokenKey? FindKey(Dictionary<string, string> given, TokenOptions options, out string reason)
    {
        if (given.TryGetValue("--key-file", out var file)) return ReadKey(file, given["--kid"], out reason);

        reason = "no HS256 key is configured that may speak for this tenant; set Tokens__Keys__0__Kid and Tokens__Keys__0__Secret as for the edge, or give --key-file.";
        foreach (var (index, settings) in options.Keys.Index())
        {
            if (settings.Algorithm != "HS256" || (settings.Tenant is { } tenant && tenant != given["--tenant"])) continue;
            if (settings.TryCreate(out var key) is not { } broken) return key;
            reason = $"Tokens:Keys:{index}: {broken}.";
            return null;
        }

        return null;
    }

    private static TokenKey? ReadKey(string file, string kid, out string reason)
    {
        try
        {
            var pem = File.ReadAllText(file);
            reason = "";
            return pem.Contains("BEGIN EC ", StringComparison.Ordinal) ? PemKeys.ReadEcdsa(kid, pem, null) : ReadEither(kid, pem);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            reason = $"{file} cannot be read.";
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            reason = $"{file} holds no RSA key of 2048 bits or more and no P-256 key, in PEM and without a pass phrase.";
        }

        return null;
    }

    private static TokenKey ReadEither(string kid, string pem)
    {
        try
        {
            return PemKeys.ReadRsa(kid, pem, null);
        }
        catch (CryptographicException)
        {
            return PemKeys.ReadEcdsa(kid, pem, null); // the label PRIVATE KEY does not say which it is
        }
    }

    private static bool TryReadLifetime(string text, out TimeSpan lifetime)
    {
        lifetime = default;
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is 0 or > 100_000) return false;
        TimeSpan? unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _   => null,
        };
        lifetime = number * (unit ?? TimeSpan.Zero);
        return unit is not null;
    }

    private static int Say(TextWriter to, string text, int exitCode)
    {
        to.WriteLine(text);
        return exitCode;
    }
}
