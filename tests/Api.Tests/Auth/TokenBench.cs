using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Signaling.Api.Auth;
using Xunit;

namespace Signaling.Api.Tests.Auth;

/// <summary>A verifier with one key of each kind, and the means to forge tokens for it.</summary>
internal sealed class TokenBench : IDisposable
{
    public const string Secret = "0123456789abcdef0123456789abcdef";

    private readonly ServiceProvider services;

    public TokenBench(params (string Name, string? Value)[] settings) : this(_ => { }, settings)
    {
    }

    public TokenBench(Action<IServiceCollection> configure, params (string Name, string? Value)[] settings)
    {
        Dictionary<string, string?> values = new()
        {
            ["Tokens:Keys:0:Kid"] = "h", ["Tokens:Keys:0:Secret"] = Secret,
            ["Tokens:Keys:1:Kid"] = "r", ["Tokens:Keys:1:Algorithm"] = "RS256", ["Tokens:Keys:1:PublicKeyPem"] = Rsa.ExportSubjectPublicKeyInfoPem(),
            ["Tokens:Keys:2:Kid"] = "e", ["Tokens:Keys:2:Algorithm"] = "ES256", ["Tokens:Keys:2:PublicKeyPem"] = Ecdsa.ExportSubjectPublicKeyInfoPem(),
            ["Tokens:Keys:3:Kid"] = "acme", ["Tokens:Keys:3:Secret"] = Secret, ["Tokens:Keys:3:Tenant"] = "acme",
        };
        foreach (var (name, value) in settings) values[name] = value;

        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
#pragma warning disable CA2000 // the container disposes it
        collection.AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = "Production" });
#pragma warning restore CA2000
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddTokens();
        configure(collection);
        services = collection.BuildServiceProvider();
    }

    public ManualClock Clock { get; } = new();

    /// <summary>Made once: RSA keys take their time.</summary>
    public static RSA Rsa { get; } = RSA.Create(2048);

    public static ECDsa Ecdsa { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TokenVerifier Verifier => Get<TokenVerifier>();

    public long Now => Clock.Now.ToUnixTimeSeconds();

    public string Claims => $$"""{"sub":"ann","tid":"acme","exp":{{Now + 3600}}}""";

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    /// <summary>A token with a right HMAC over any header and payload.</summary>
    public static string Hmac(string header, string payload, byte[]? secret = null)
    {
        var signed = $"{Encode(header)}.{Encode(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret ?? Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>A token of key <c>h</c> with any payload.</summary>
    public static string Hs256(string payload) => Hmac("""{"alg":"HS256","kid":"h"}""", payload);

    public static string Rs256(string payload)
    {
        var signed = Encode("""{"alg":"RS256","kid":"r"}""") + "." + Encode(payload);
        lock (Rsa) return signed + "." + Base64Url.EncodeToString(Rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    public static string Es256(string payload)
    {
        var signed = Encode("""{"alg":"ES256","kid":"e"}""") + "." + Encode(payload);
        lock (Ecdsa) return signed + "." + Base64Url.EncodeToString(Ecdsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256));
    }

    /// <summary>The verdict in a word: the error, or <c>accepted</c>.</summary>
    public async Task<string> JudgeAsync(string token) => await Verifier.VerifyAsync(token, TestContext.Current.CancellationToken) switch
    {
        TokenVerdict.Refused refused => refused.Error.ToString(),
        _ => "accepted",
    };

    public void Dispose() => services.Dispose();
}
