using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Signaling.Api.Transport;

/// <summary>TLS 1.2 with ECDHE and AES-256-GCM, or TLS 1.3 (CALL-FLOWS #24); nothing in configuration can weaken it.</summary>
internal static class TlsPolicy
{
    private static readonly TlsCipherSuite[] Suites =
    [
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_AES_128_GCM_SHA256, // TLS 1.3 alone: RFC 8446 §9.1 requires it
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
    ];

    /// <summary>Holds every HTTPS endpoint of the server to the policy.</summary>
    /// <param name="fallback">Makes the certificate of endpoints that have none; null leaves them without. Set here, since Kestrel keeps one set of defaults only.</param>
    public static void UseTlsPolicy(this KestrelServerOptions kestrel, Func<X509Certificate2>? fallback) => kestrel.ConfigureHttpsDefaults(https =>
    {
        https.ServerCertificate ??= fallback?.Invoke();
        https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        https.OnAuthenticate = static (_, tls) =>
        {
            tls.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13; // whatever an endpoint's own configuration says
            tls.AllowRenegotiation = false;
            // Elsewhere than on Linux the system's own policy decides about suites.
            if (OperatingSystem.IsLinux()) tls.CipherSuitesPolicy = new CipherSuitesPolicy(Suites);
        };
    });
}
