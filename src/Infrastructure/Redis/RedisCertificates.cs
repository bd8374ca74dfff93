using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Signaling.Infrastructure.Redis;

/// <summary>Which certificates of Redis are trusted, and what was wrong with the last one that was not. A certificate for another name is
/// never taken (RFC 9525 §6).</summary>
internal sealed class RedisCertificates(RedisOptions options)
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1"); // RFC 5280 §4.2.1.12

    private readonly X509Certificate2Collection? authorities = options is { Tls: true, CertificateAuthority: { Length: > 0 } file } ? Read(file) : null;
    private volatile string? fault;

    /// <summary>Why the last certificate was refused, with what to do about it; null when it was not.</summary>
    public string? Fault => fault;

    /// <summary>What is wrong with a file of authorities; null when nothing is.</summary>
    public static string? FaultOf(string file)
    {
        try
        {
            return Read(file).Count > 0 ? null : $"there is no certificate in {file}; name a PEM file.";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return $"{file} cannot be read as a PEM file of certificates: {error.Message}";
        }
    }

    /// <summary>Looks at the certificate that a server has shown.</summary>
    public bool Accept(object connection, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        fault = FaultOf((connection as SslStream)?.TargetHostName, certificate, chain, errors);
        return fault is null;
    }

    private string? FaultOf(string? host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null) return "it shows no certificate.";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"its certificate ({certificate.Subject}) is not for {host}. Redis:Endpoints must name a server as its certificate does.";
        if (authorities is null)
            return errors is SslPolicyErrors.None ? null
                : $"its certificate ({certificate.Subject}) is not trusted by this machine{Why(chain)}. If a private authority signed it, name that in Redis:CertificateAuthority.";

        using var ours = new X509Chain();
        ours.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        ours.ChainPolicy.CustomTrustStore.AddRange(authorities);
        ours.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // private authorities rarely say where to ask
        ours.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        foreach (var sent in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>()) ours.ChainPolicy.ExtraStore.Add(sent.Certificate);
        return ours.Build(new X509Certificate2(certificate)) ? null
            : $"its certificate ({certificate.Subject}) is not trusted by Redis:CertificateAuthority{Why(ours)}.";
    }

    private static string Why(X509Chain? chain) =>
        chain?.ChainStatus.Select(status => status.StatusInformation.Trim().TrimEnd('.')).FirstOrDefault(text => text.Length > 0) is { } why ? $": {why}" : "";

    private static X509Certificate2Collection Read(string file)
    {
        var found = new X509Certificate2Collection();
        found.ImportFromPemFile(file);
        return found;
    }
}
