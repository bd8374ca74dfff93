using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>A private authority and certificates that it signed, as PEM files in a folder of their own.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("certificates-").FullName;
    private readonly X509Certificate2 authority;

    public TestCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Private authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        AuthorityFile = Write("authority.pem", authority.ExportCertificatePem());
    }

    public string AuthorityFile { get; }

    /// <summary>What makes a <c>redis-server</c> listen with TLS, under a certificate for that name or address.</summary>
    public string[] Arguments(int port, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Redis under test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, authority.NotBefore, authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        return
        [
            "--tls-port", $"{port}", "--tls-auth-clients", "no", "--tls-cert-file", Write($"{port}.pem", certificate.ExportCertificatePem()),
            "--tls-key-file", Write($"{port}.key", key.ExportPkcs8PrivateKeyPem()), "--tls-ca-cert-file", AuthorityFile,
        ];
    }

    public string Write(string name, string text)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    public void Dispose()
    {
        authority.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
