using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace Signaling.Api.Tests.Transport;

/// <summary>What may be spoken on the wire (CALL-FLOWS #24), tried against the real server with both kinds of certificate.</summary>
public sealed class TlsPolicyTests
{
    public static readonly TheoryData<string, SslProtocols, TlsCipherSuite[]?, bool> Rows = new()
    {
#pragma warning disable CA5397, SYSLIB0039 // to see them refused
        { "TLS 1.1",                        SslProtocols.Tls11, null,                                                        false },
#pragma warning restore CA5397, SYSLIB0039
        { "TLS 1.2, AES-128-GCM only",      SslProtocols.Tls12, [TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256], false },
        { "TLS 1.2, AES-256-CBC only",      SslProtocols.Tls12, [TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384], false },
        { "TLS 1.2, ChaCha20 only",         SslProtocols.Tls12, [TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256], false },
        { "TLS 1.2, RSA key exchange only", SslProtocols.Tls12, [TlsCipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384],            false },
        { "TLS 1.2, ECDHE AES-256-GCM",     SslProtocols.Tls12, [TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384], true },
        { "TLS 1.2, as the client likes",   SslProtocols.Tls12, null,                                                        true },
        { "TLS 1.3",                        SslProtocols.Tls13, null,                                                        true },
    };

    [Theory, MemberData(nameof(Rows))]
    [Trait("CallFlow", "#24")]
    public async Task Handshake_ForEachOffer_SucceedsOrFails(string what, SslProtocols protocol, TlsCipherSuite[]? suites, bool connects)
    {
        foreach (var rsa in new[] { false, true })
        {
            await using var server = await StartAsync(rsa);
            var address = server.Http.BaseAddress!;
            using var tcp = new TcpClient();
            await tcp.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
            await using var tls = new SslStream(tcp.GetStream());
            var handshake = tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = "localhost",
                    EnabledSslProtocols = protocol,
#pragma warning disable CA1416 // a Linux test
                    CipherSuitesPolicy = suites is null ? null : new CipherSuitesPolicy(suites),
#pragma warning disable CA5359 // a self-made certificate
                    RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
                },
                TestContext.Current.CancellationToken);
            var failure = await Record.ExceptionAsync(() => handshake);

            Assert.True(connects == failure is null, $"{what}, {(rsa ? "RSA" : "ECDSA")}: {failure}");
            if (failure is not null) continue;
            Assert.Equal(protocol, tls.SslProtocol);
            if (protocol == SslProtocols.Tls12) Assert.EndsWith("AES_256_GCM_SHA384", tls.NegotiatedCipherSuite.ToString(), StringComparison.Ordinal);
            else Assert.Equal(TlsCipherSuite.TLS_AES_256_GCM_SHA384, tls.NegotiatedCipherSuite);
        }
    }

    /// <summary>The client must be able to speak what it is to be refused for: a server without the policy takes it.</summary>
    [Fact]
    public async Task OpenSsl_OfferingTls12WithAes128_FailsHereAndNotElsewhere()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var elsewhere = OpenSslAsync(((System.Net.IPEndPoint)listener.LocalEndpoint).Port, "-tls1_2", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256");
        using (var tcp = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
        await using (var tls = new SslStream(tcp.GetStream()))
        {
            using var certificate = Certificate(rsa: true);
            await tls.AuthenticateAsServerAsync(certificate, false, SslProtocols.Tls12, false);
        }

        Assert.Equal("ECDHE-RSA-AES128-GCM-SHA256", await elsewhere);

        await using var server = await StartAsync(rsa: true);
        var port = server.Http.BaseAddress!.Port;

        Assert.Equal("(NONE)", await OpenSslAsync(port, "-tls1_2", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256"));
        Assert.Equal("(NONE)", await OpenSslAsync(port, "-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"));
        Assert.Equal("ECDHE-RSA-AES256-GCM-SHA384", await OpenSslAsync(port, "-tls1_2", "-cipher", "ECDHE-RSA-AES256-GCM-SHA384"));
        Assert.Equal("TLS_AES_256_GCM_SHA384", await OpenSslAsync(port, "-tls1_3"));
    }

    [Fact]
    public async Task Hsts_OverHttpsInProduction_IsSent()
    {
        await using var server = await StartAsync(rsa: false);
        using var client = new HttpClient(new SocketsHttpHandler
        {
#pragma warning disable CA5359 // a self-made certificate
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
#pragma warning restore CA5359
        });
        using var response = await client.GetAsync(new Uri(server.Http.BaseAddress!, "/nowhere"), TestContext.Current.CancellationToken);

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal("max-age=31536000; includeSubDomains", response.Headers.GetValues("Strict-Transport-Security").Single());
    }

    private static Task<FrontServer> StartAsync(bool rsa) => FrontServer.StartAsync(
        environment: "Production",
        settings: new() { ["urls"] = "https://127.0.0.1:0", ["Https:TrustedProxies:0"] = null },
        configure: builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.UseHttps(Certificate(rsa)))));

    private static X509Certificate2 Certificate(bool rsa)
    {
        var now = DateTimeOffset.UtcNow;
        using AsymmetricAlgorithm key = rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = key is RSA r ? new CertificateRequest("CN=localhost", r, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) : new CertificateRequest("CN=localhost", (ECDsa)key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    /// <summary>The cipher that the client agreed on, or <c>(NONE)</c>.</summary>
    private static async Task<string> OpenSslAsync(int port, params string[] arguments)
    {
        const string Line = "Cipher is ";
        var (_, output, error) = await Repository.RunAsync("openssl", ["s_client", "-connect", $"127.0.0.1:{port}", .. arguments]);
        return output.Split('\n').FirstOrDefault(line => line.Contains(Line, StringComparison.Ordinal))?.Split(Line)[1] ?? error;
    }
}
