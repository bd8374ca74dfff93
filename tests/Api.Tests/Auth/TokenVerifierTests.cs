using System.Text;
using Signaling.Api.Auth;
using Xunit;

namespace Signaling.Api.Tests.Auth;

/// <summary>What is believed, and every way we know in which one could try to be believed.</summary>
public sealed class TokenVerifierTests
{
    /// <summary>Headers under a right HMAC; only what the header says is at issue.</summary>
    public static readonly TheoryData<string, string> Headers = new()
    {
        { """{"alg":"HS256","kid":"h"}""",                                   "accepted" },
        { """{"typ":"JWT","alg":"HS256","kid":"h"}""",                       "accepted" },
        { """{"alg":"none","kid":"h"}""",                                    "AlgorithmNotAllowed" },
        { """{"alg":"None","kid":"h"}""",                                    "AlgorithmNotAllowed" },
        { """{"alg":"nONE","kid":"h"}""",                                    "AlgorithmNotAllowed" },
        { """{"alg":"NONE","kid":"h"}""",                                    "AlgorithmNotAllowed" },
        { """{"alg":"none ","kid":"h"}""",                                   "AlgorithmNotAllowed" },
        { """{"alg":"","kid":"h"}""",                                        "AlgorithmNotAllowed" },
        { """{"alg":null,"kid":"h"}""",                                      "AlgorithmNotAllowed" },
        { """{"alg":0,"kid":"h"}""",                                         "AlgorithmNotAllowed" },
        { """{"alg":["HS256"],"kid":"h"}""",                                 "AlgorithmNotAllowed" },
        { """{"alg":"hs256","kid":"h"}""",                                   "AlgorithmNotAllowed" },
        { """{"alg":"HS384","kid":"h"}""",                                   "AlgorithmNotAllowed" },
        { """{"alg":"PS256","kid":"h"}""",                                   "AlgorithmNotAllowed" },
        { """{"Alg":"HS256","kid":"h"}""",                                   "AlgorithmNotAllowed" },
        { """{"kid":"h"}""",                                                 "AlgorithmNotAllowed" },
        { """{"alg":"\ud800","kid":"h"}""",                                  "AlgorithmNotAllowed" },
        { """{"alg":"none","alg":"HS256","kid":"h"}""",                      "Malformed" },
        { """{"alg":"HS256","\u0061lg":"none","kid":"h"}""",                 "Malformed" },
        { """{"alg":"HS256","kid":"h","jwk":{"kty":"oct","k":"AA"}}""",      "HeaderNotAllowed" },
        { """{"alg":"HS256","kid":"h","jku":"https://evil.test/keys"}""",    "HeaderNotAllowed" },
        { """{"alg":"HS256","kid":"h","x5u":"https://evil.test/cert"}""",    "HeaderNotAllowed" },
        { """{"alg":"HS256","kid":"h","x5c":["AA"]}""",                      "HeaderNotAllowed" },
        { """{"alg":"HS256","kid":"h","crit":["exp"],"exp":1}""",            "HeaderNotAllowed" },
        { """{"alg":"HS256","kid":"h","b64":false}""",                       "HeaderNotAllowed" },
        { """{"alg":"HS256","kid":"h","zip":"DEF"}""",                       "HeaderNotAllowed" },
        { """{"alg":"HS256","kid":"h","typ":"JWE"}""",                       "HeaderNotAllowed" },
        { """{"alg":"HS256"}""",                                             "KeyUnknown" },
        { """{"alg":"HS256","kid":""}""",                                    "KeyUnknown" },
        { """{"alg":"HS256","kid":"H"}""",                                   "KeyUnknown" },
        { """{"alg":"HS256","kid":"../../../dev/null"}""",                   "KeyUnknown" },
        { """{"alg":"HS256","kid":"/proc/sys/kernel/randomize_va_space"}""", "KeyUnknown" },
        { """{"alg":"HS256","kid":"h' UNION SELECT 'k"}""",                  "KeyUnknown" },
        { """{"alg":"HS256","kid":"h\u0000"}""",                             "KeyUnknown" },
        { """{"alg":"HS256","kid":["h"]}""",                                 "KeyUnknown" },
        { """{"alg":"HS256","kid":"dev"}""",                                 "KeyUnknown" },
        { """{"alg":"RS256","kid":"h"}""",                                   "AlgorithmMismatch" },
        { """{"alg":"ES256","kid":"h"}""",                                   "AlgorithmMismatch" },
        { """{"alg":"HS256","kid":"r"}""",                                   "AlgorithmMismatch" },
        { """{"alg":"HS256","kid":"h"} x""",                                 "Malformed" },
        { """["HS256"]""",                                                   "Malformed" },
        { "\"HS256\"",                                                       "Malformed" },
        { "",                                                                "Malformed" },
        { """{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{}}}}}}}},"alg":"HS256","kid":"h"}""", "Malformed" },
    };

    /// <summary>Claims under a right signature, NOW standing for the clock.</summary>
    public static readonly TheoryData<string, string> Claims = new()
    {
        { """{"sub":"ann","tid":"acme","exp":NOW+60}""",                          "accepted" },
        { """{"sub":"ann@example.org","tid":"acme","exp":NOW+60,"scope":"calls admin"}""", "accepted" },
        { """{"sub":"ann","tid":"acme"}""",                                       "TimeInvalid" },
        { """{"sub":"ann","tid":"acme","exp":null}""",                            "TimeInvalid" },
        { """{"sub":"ann","tid":"acme","exp":"NOW+60"}""",                        "TimeInvalid" },
        { """{"sub":"ann","tid":"acme","exp":NOW+60.5}""",                        "TimeInvalid" },
        { """{"sub":"ann","tid":"acme","exp":9e9}""",                             "TimeInvalid" },
        { """{"sub":"ann","tid":"acme","exp":-1}""",                              "TimeInvalid" },
        { """{"sub":"ann","tid":"acme","exp":9223372036854775807}""",             "TimeInvalid" },
        { """{"sub":"ann","tid":"acme","exp":99999999999999999999999}""",         "TimeInvalid" },
        { """{"sub":"ann","tid":"acme","exp":true}""",                            "TimeInvalid" },
        { """{"sub":"ann","tid":"acme","exp":NOW+60,"nbf":"x"}""",                "TimeInvalid" },
        { """{"sub":"ann","tid":"acme","exp":0}""",                               "Expired" },
        { """{"sub":"ann","tid":"acme","exp":NOW-30}""",                          "Expired" },
        { """{"sub":"ann","tid":"acme","exp":NOW-29}""",                          "accepted" },
        { """{"sub":"ann","tid":"acme","exp":NOW+60,"nbf":NOW+30}""",             "accepted" },
        { """{"sub":"ann","tid":"acme","exp":NOW+60,"nbf":NOW+31}""",             "NotYetValid" },
        { """{"sub":"ann","tid":"acme","exp":NOW+60,"iat":NOW+31}""",             "NotYetValid" },
        { """{"sub":"ann","tid":"acme","exp":NOW+86431}""",                       "LifetimeTooLong" },
        { """{"sub":"ann","tid":"acme","exp":NOW+60,"iat":NOW-86400}""",          "LifetimeTooLong" },
        { """{"tid":"acme","exp":NOW+60}""",                                      "SubjectInvalid" },
        { """{"sub":"","tid":"acme","exp":NOW+60}""",                             "SubjectInvalid" },
        { """{"sub":7,"tid":"acme","exp":NOW+60}""",                              "SubjectInvalid" },
        { """{"sub":"a\nb","tid":"acme","exp":NOW+60}""",                         "SubjectInvalid" },
        { """{"sub":"a\u0000","tid":"acme","exp":NOW+60}""",                      "SubjectInvalid" },
        { """{"sub":" ann","tid":"acme","exp":NOW+60}""",                         "SubjectInvalid" },
        { """{"sub":"\udc00","tid":"acme","exp":NOW+60}""",                       "SubjectInvalid" },
        { """{"sub":"LONG129","tid":"acme","exp":NOW+60}""",                      "SubjectInvalid" },
        { """{"sub":"LONG128","tid":"acme","exp":NOW+60}""",                      "accepted" },
        { """{"sub":"ann","exp":NOW+60}""",                                       "TenantInvalid" },
        { """{"sub":"ann","tid":"LONG65","exp":NOW+60}""",                        "TenantInvalid" },
        { """{"sub":"ann","tid":{"a":"b"},"exp":NOW+60}""",                       "TenantInvalid" },
        { """{"sub":"ann","sub":"ben","tid":"acme","exp":NOW+60}""",              "Malformed" },
        { """{"sub":"ann","tid":"acme","\u0074id":"other","exp":NOW+60}""",       "Malformed" },
        { """{"sub":"ann","tid":"acme","exp":NOW+60,"scope":["admin"]}""",        "ScopeInvalid" },
        { """{"sub":"ann","tid":"acme","exp":NOW+60,"scope":"calls  admin"}""",   "ScopeInvalid" },
        { """{"sub":"ann","tid":"acme","exp":NOW+60,"scope":""}""",               "ScopeInvalid" },
        { """[]""",                                                               "Malformed" },
        { "\"ann\"",                                                              "Malformed" },
        { "",                                                                     "Malformed" },
    };

    [Theory, MemberData(nameof(Headers))]
    public async Task Verify_ForEachHeader_GivesItsVerdict(string header, string verdict)
    {
        using var bench = new TokenBench();
        Assert.Equal(verdict, await bench.JudgeAsync(TokenBench.Hmac(header, bench.Claims)));
    }

    [Theory, MemberData(nameof(Claims))]
    public async Task Verify_ForEachSetOfClaims_GivesItsVerdict(string claims, string verdict)
    {
        using var bench = new TokenBench();
        var payload = System.Text.RegularExpressions.Regex.Replace(claims, @"NOW([+-]\d+)", at => (bench.Now + long.Parse(at.Groups[1].Value)).ToString())
            .Replace("LONG128", new('a', 128)).Replace("LONG129", new('a', 129)).Replace("LONG65", new('a', 65));
        Assert.Equal(verdict, await bench.JudgeAsync(TokenBench.Hs256(payload)));
        Assert.Equal(verdict, await bench.JudgeAsync(TokenBench.Rs256(payload)));
        Assert.Equal(verdict, await bench.JudgeAsync(TokenBench.Es256(payload)));
    }

    [Fact]
    public async Task Verify_PublicKeyUsedAsSecret_IsRefused()
    {
        using var bench = new TokenBench();
        var pem = Encoding.UTF8.GetBytes(TokenBench.Rsa.ExportSubjectPublicKeyInfoPem());

        Assert.Equal("AlgorithmMismatch", await bench.JudgeAsync(TokenBench.Hmac("""{"alg":"HS256","kid":"r"}""", bench.Claims, pem)));
        Assert.Equal("SignatureInvalid", await bench.JudgeAsync(TokenBench.Hmac("""{"alg":"RS256","kid":"r"}""", bench.Claims, pem)));
    }

    [Fact]
    public async Task Verify_StrippedOrForeignSignature_IsRefused()
    {
        using var bench = new TokenBench();
        var token = TokenBench.Hs256(bench.Claims);
        var signed = token[..token.LastIndexOf('.')];

        Assert.Equal("SignatureInvalid", await bench.JudgeAsync(signed + "."));
        Assert.Equal("Malformed", await bench.JudgeAsync(signed));
        Assert.Equal("SignatureInvalid", await bench.JudgeAsync(TokenBench.Hmac("""{"alg":"HS256","kid":"h"}""", bench.Claims, new byte[32])));
        Assert.Equal("SignatureInvalid", await bench.JudgeAsync(signed + "." + new string('A', 86))); // r = s = 0, as in CVE-2022-21449
        Assert.Equal("SignatureInvalid", await bench.JudgeAsync(TokenBench.Es256(bench.Claims).Split('.') is [var h, var p, _] ? $"{h}.{p}.{new string('A', 86)}" : ""));
    }

    [Fact]
    public async Task Verify_AnyCharacterChanged_IsRefused()
    {
        using var bench = new TokenBench();
        foreach (var token in new[] { TokenBench.Hs256(bench.Claims), TokenBench.Rs256(bench.Claims), TokenBench.Es256(bench.Claims) })
        {
            Assert.Equal("accepted", await bench.JudgeAsync(token));
            for (var at = 0; at < token.Length; at++)
            {
                var other = token[at] == 'A' ? 'B' : 'A';
                Assert.NotEqual("accepted", await bench.JudgeAsync(string.Concat(token.AsSpan(0, at), [other], token.AsSpan(at + 1))));
            }
        }
    }

    [Fact]
    public async Task Verify_OtherSpellingsOfARightToken_AreMalformed()
    {
        using var bench = new TokenBench();
        var token = TokenBench.Hs256(bench.Claims);
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var sibling = Alphabet[Alphabet.IndexOf(token[^1]) ^ 1]; // the last character of 32 bytes has two bits that say nothing

        foreach (var spelling in new[] { token + "=", token + "%3D", token + "\n", " " + token, token + ".", "." + token, token.Replace('.', ' '), token[..^1] + sibling, token.Replace('-', '+').Replace('_', '/') + "=" })
        {
            Assert.Equal("Malformed", await bench.JudgeAsync(spelling));
        }
    }

    [Fact]
    public async Task Verify_HugeOrEmptyText_IsRefusedUnread()
    {
        using var bench = new TokenBench();
        Assert.Equal("TooLarge", await bench.JudgeAsync(TokenBench.Hs256($$"""{"sub":"ann","tid":"acme","exp":{{bench.Now + 60}},"x":"{{new string('x', 8000)}}"}""")));
        Assert.Equal("TooLarge", await bench.JudgeAsync(new string('.', 10_000_000)));
        Assert.Equal("Malformed", await bench.JudgeAsync(""));
        Assert.Equal("Malformed", await bench.JudgeAsync(".."));
    }

    [Fact]
    public async Task Verify_KeyOfOneTenant_SpeaksForNoOther()
    {
        using var bench = new TokenBench();
        const string Header = """{"alg":"HS256","kid":"acme"}""";
        Assert.Equal("accepted", await bench.JudgeAsync(TokenBench.Hmac(Header, bench.Claims)));
        Assert.Equal("TenantMismatch", await bench.JudgeAsync(TokenBench.Hmac(Header, bench.Claims.Replace("\"acme\"", "\"Acme\""))));
    }

    [Theory]
    [InlineData("\"iss\":\"https://id.acme.test\",\"aud\":\"signaling\"", "accepted")]
    [InlineData("\"iss\":\"https://id.acme.test\",\"aud\":[\"other\",\"signaling\"]", "accepted")]
    [InlineData("\"iss\":\"https://id.acme.test/\",\"aud\":\"signaling\"", "IssuerMismatch")]
    [InlineData("\"aud\":\"signaling\"", "IssuerMismatch")]
    [InlineData("\"iss\":\"https://id.acme.test\"", "AudienceMismatch")]
    [InlineData("\"iss\":\"https://id.acme.test\",\"aud\":[]", "AudienceMismatch")]
    [InlineData("\"iss\":\"https://id.acme.test\",\"aud\":\"signaling2\"", "AudienceMismatch")]
    [InlineData("\"iss\":\"https://id.acme.test\",\"aud\":[\"signaling\",7]", "AudienceMismatch")]
    [InlineData("\"iss\":\"https://id.acme.test\",\"aud\":{\"signaling\":1}", "AudienceMismatch")]
    public async Task Verify_IssuerAndAudienceConfigured_MustMatch(string claims, string verdict)
    {
        using var bench = new TokenBench(("Tokens:Issuer", "https://id.acme.test"), ("Tokens:Audience", "signaling"));
        Assert.Equal(verdict, await bench.JudgeAsync(TokenBench.Hs256($"{bench.Claims[..^1]},{claims}}}")));
    }

    [Fact]
    public async Task Verify_CachedToken_IsRefusedOnceItExpires()
    {
        using var bench = new TokenBench();
        var token = TokenBench.Hs256(bench.Claims);
        Assert.Equal("accepted", await bench.JudgeAsync(token));
        Assert.Equal(1, bench.Get<TokenCache>().Count);

        bench.Clock.Now += TimeSpan.FromSeconds(3629);
        Assert.Equal("accepted", await bench.JudgeAsync(token));
        bench.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal("Expired", await bench.JudgeAsync(token));
        Assert.Equal(0, bench.Get<TokenCache>().Count);
    }

    [Fact]
    public async Task Verify_RevokedUser_IsRefusedUntilATokenIsIssuedLater()
    {
        using var bench = new TokenBench();
        var before = TokenBench.Hs256($"{bench.Claims[..^1]},\"iat\":{bench.Now}}}");
        Assert.Equal("accepted", await bench.JudgeAsync(before));

        Assert.True(bench.Get<TokenRevocations>().Revoke("acme", "ann"));
        Assert.Equal("Revoked", await bench.JudgeAsync(before));
        Assert.Equal("Revoked", await bench.JudgeAsync(TokenBench.Hs256(bench.Claims)));

        bench.Clock.Now += TimeSpan.FromSeconds(2);
        Assert.Equal("accepted", await bench.JudgeAsync(TokenBench.Hs256($"{bench.Claims[..^1]},\"iat\":{bench.Now}}}")));
        Assert.Equal("accepted", await bench.JudgeAsync(TokenBench.Hs256(bench.Claims.Replace("ann", "ben"))));
    }

    [Fact]
    public void Cache_MoreTokensThanItHolds_StaysBounded()
    {
        var cache = new TokenCache(generationSize: 10);
        using var key = TokenKey.FromSecret("k", new byte[32]);
        var entry = new TokenCache.Entry(new("t", "u", [], DateTimeOffset.MaxValue, null), key);
        for (var i = 0; i < 1000; i++)
        {
            cache.Add((UInt128)i, entry);
            Assert.NotNull(cache.Find(0)); // in use all the time, so never dropped
        }

        Assert.InRange(cache.Count, 1, 20);
        Assert.Null(cache.Find(5));
    }
}
