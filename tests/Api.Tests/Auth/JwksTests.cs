using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Signaling.Api.Auth;
using Xunit;

namespace Signaling.Api.Tests.Auth;

/// <summary>Keys that are published as a JWK Set (RFC 7517): which are taken, when they are read again, and what goes with them.</summary>
public sealed class JwksTests
{
    [Fact]
    public async Task Find_KeyOfAPublishedSet_VerifiesItsTokens()
    {
        using var bench = Bench(() => Set(RsaJwk("pub")));
        Assert.Equal("accepted", await bench.JudgeAsync(Token("pub", bench.Claims)));
        Assert.Equal("accepted", await bench.JudgeAsync(TokenBench.Rs256(bench.Claims))); // the configured ones stay
        Assert.Equal("KeyUnknown", await bench.JudgeAsync(Token("other", bench.Claims)));
    }

    [Fact]
    public async Task Find_UnknownKeys_HaveTheSetReadOnceIn30Seconds()
    {
        var (reads, set) = (0, Set());
        using var bench = Bench(() =>
        {
            reads++;
            return set;
        });
        for (var i = 0; i < 20; i++) Assert.Equal("KeyUnknown", await bench.JudgeAsync(Token($"k{i}", bench.Claims)));
        Assert.Equal(1, reads);

        set = Set(RsaJwk("new"));
        Assert.Equal("KeyUnknown", await bench.JudgeAsync(Token("new", bench.Claims)));
        bench.Clock.Now += TimeSpan.FromSeconds(31);
        Assert.Equal("accepted", await bench.JudgeAsync(Token("new", bench.Claims)));
        Assert.Equal(2, reads);
    }

    [Fact]
    public async Task Find_WhileTheFirstReadingIsUnderWay_AwaitsIt()
    {
        var published = new TaskCompletionSource<string?>();
        using var bench = Bench(() => published.Task);
        await bench.Get<JwksSource>().StartAsync(TestContext.Current.CancellationToken);
        var verdict = bench.JudgeAsync(Token("pub", bench.Claims));
        Assert.False(verdict.IsCompleted);

        published.SetResult(Set(RsaJwk("pub")));
        Assert.Equal("accepted", await verdict);
        await bench.Get<JwksSource>().StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Read_SetWithoutAKeyThatWasThere_RefusesItsCachedTokens()
    {
        var set = Set(RsaJwk("old"));
        using var bench = Bench(() => set);
        var token = Token("old", bench.Claims);
        Assert.Equal("accepted", await bench.JudgeAsync(token));

        set = Set(RsaJwk("new"));
        bench.Clock.Now += TimeSpan.FromSeconds(31);
        Assert.Equal("accepted", await bench.JudgeAsync(Token("new", bench.Claims)));
        Assert.Equal("KeyUnknown", await bench.JudgeAsync(token));
    }

    [Fact]
    public async Task Read_SetThatCannotBeHad_LeavesTheKeysKnownBefore()
    {
        string? set = Set(RsaJwk("old"));
        using var bench = Bench(() => set);
        Assert.Equal("accepted", await bench.JudgeAsync(Token("old", bench.Claims)));
        foreach (var broken in new[] { null, "", "[]", "{\"keys\":{}}", "{\"keys\":[],\"keys\":[]}", new string(' ', JwksSource.MaxBytes + 1) })
        {
            set = broken;
            bench.Clock.Now += TimeSpan.FromSeconds(31);
            Assert.Equal("KeyUnknown", await bench.JudgeAsync(Token("x", bench.Claims)));
            Assert.Equal("accepted", await bench.JudgeAsync(Token("old", $"{bench.Claims[..^1]},\"n\":{bench.Now}}}"))); // another text, so none from the cache
        }
    }

    [Theory]
    [InlineData("\"kid\":\"x\",\"kty\":\"oct\",\"k\":\"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY\"")] // a secret for everyone to read
    [InlineData("\"kid\":\"x\",\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"w7Zdfmece8iaB0kiTY8pCtiBtzbptJmP28nSWwtdjRu0f2GFpajvWE4VhfJAjEsOcwYzay7XGN0b-X84BfC8hmCTOj2b2eHT7NsZegFPKRUQzJ9wW8ipn_aDJWMGDuB1XyqT1E7DYqjUCEOD1b4FLpy_xPn6oV_TYOfQ9fZdbE5HGxJUzekuGcOKqOQ8M7wfYHhHHLxGpQVgL0apWuP2gDDOdTtpuld4D2LK1MZK99s9gaSjRHE8JDb1Z4IGhEcEyzkxswVdPndUWzfvWBBWXWxtSUvQGBRkuy1BHOa4sP6FKjWEeeF7gm7UMs2Nm2QUgNZw6xvEDGaLk4KASdIxRQ\",\"alg\":\"RS512\"")]
    [InlineData("\"kid\":\"x\",\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"AQAB\"")] // too short
    [InlineData("\"kid\":\"x\",\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"AA\",\"y\":\"AA\"")]
    [InlineData("\"kid\":\"x\",\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\"")] // no point of the curve
    [InlineData("\"kid\":\"x\",\"use\":\"enc\",\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"")]
    [InlineData("\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"")] // no name
    public void Read_KeyThatIsNotForUs_IsPassedOver(string jwk)
    {
        var keys = JwksReader.Read(Encoding.UTF8.GetBytes(Set($"{{{jwk}}}", RsaJwk("good"))), withSecrets: false);
        Assert.Equal("good", Assert.Single(keys!).Kid);
    }

    [Theory]
    [InlineData("Tokens:JwksUrl", "http://keys.acme.test/jwks.json", "https")]
    [InlineData("Tokens:JwksUrl", "keys.acme.test", "https")]
    [InlineData("Tokens:JwksFile", "/nowhere/jwks.json", "does not exist")]
    [InlineData("Tokens:Keys:0:Secret", "too short", "32 bytes")]
    [InlineData("Tokens:Keys:0:Secret", "base64:%%%", "Tokens:Keys:0")]
    [InlineData("Tokens:Keys:0:Algorithm", "HS512", "Algorithm")]
    [InlineData("Tokens:Keys:0:Algorithm", "none", "Algorithm")]
    [InlineData("Tokens:Keys:1:PublicKeyPem", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "Tokens:Keys:1")]
    [InlineData("Tokens:Keys:1:Kid", "h", "twice")]
    [InlineData("Tokens:Keys:1:Kid", "", "Kid")]
    [InlineData("Tokens:ClockSkew", "00:02:01", "ClockSkew")]
    [InlineData("Tokens:MaxLifetime", "00:00:10", "MaxLifetime")]
    public void Start_WithSuchSettings_FailsAndSaysWhy(string name, string value, string why)
    {
        using var bench = new TokenBench((name, value));
        var failure = Assert.Throws<OptionsValidationException>(() => bench.Get<IOptions<TokenOptions>>().Value);
        Assert.Contains(why, failure.Message);
        Assert.DoesNotContain("too short", failure.Message); // a secret, though a bad one
    }

    [Fact]
    public void Start_WithAShortRsaKey_FailsAndSaysWhy()
    {
        using var rsa = RSA.Create(1024);
        using var bench = new TokenBench(("Tokens:Keys:1:PublicKeyPem", rsa.ExportSubjectPublicKeyInfoPem()));
        Assert.Contains("2048", Assert.Throws<OptionsValidationException>(() => bench.Get<IOptions<TokenOptions>>().Value).Message);
    }

    private static TokenBench Bench(Func<string?> set) => Bench(() => Task.FromResult(set()));

    private static TokenBench Bench(Func<Task<string?>> set) => new(
        services => services.AddHttpClient(JwksSource.Client).ConfigurePrimaryHttpMessageHandler(() => new Publisher(set)),
        ("Tokens:JwksUrl", "https://keys.acme.test/jwks.json"));

    private static string Set(params string[] keys) => $$"""{"keys":[{{string.Join(',', keys)}}]}""";

    private static string RsaJwk(string kid)
    {
        var key = TokenBench.Rsa.ExportParameters(false);
        return $$"""{"kty":"RSA","kid":"{{kid}}","n":"{{Base64Url.EncodeToString(key.Modulus)}}","e":"{{Base64Url.EncodeToString(key.Exponent)}}"}""";
    }

    private static string Token(string kid, string payload)
    {
        var signed = $"{TokenBench.Encode($$"""{"alg":"RS256","kid":"{{kid}}"}""")}.{TokenBench.Encode(payload)}";
        lock (TokenBench.Rsa) return $"{signed}.{Base64Url.EncodeToString(TokenBench.Rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>Answers with the set, or with 500 when there is none.</summary>
    private sealed class Publisher(Func<Task<string?>> set) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            await set() is { } text ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text) } : new(HttpStatusCode.InternalServerError);
    }
}
