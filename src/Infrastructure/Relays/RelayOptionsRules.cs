using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Signaling.Infrastructure.Relays;

/// <summary>Checks what ranges cannot say: that each relay can be reached by name, and only on the ports that networks open for media (CALL-FLOWS #219).</summary>
internal sealed class RelayOptionsRules(IHostEnvironment environment) : IValidateOptions<RelayOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, RelayOptions options)
    {
        List<string> wrong = [];
        if (options.AllowAnyPort && environment.IsProduction()) wrong.Add("Relays:AllowAnyPort is for test machines, and refused in Production.");
        if (options is { Secret: null, Servers.Count: > 0 }) wrong.Add("Relays:Secret is missing; it must be the relays' static-auth-secret.");
        foreach (var (index, server) in options.Servers.Index()) wrong.AddRange(Check($"Relays:Servers:{index}", server, options.AllowAnyPort));
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Check(string at, RelayServerOptions server, bool anyPort)
    {
        if (Uri.CheckHostName(server.Host) is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
        {
            yield return $"{at}:Host must be a host name or an address, without scheme or port.";
        }

        if (server.Udp.Count + server.Tcp.Count + server.Tls.Count == 0) yield return $"{at} lists no port; set Udp, Tcp or Tls.";
        foreach (var port in server.Udp.Where(port => !Allowed(port, anyPort, 3478, 3481))) yield return $"{at}:Udp: {port} is not one of 3478 to 3481.";
        foreach (var port in server.Tcp.Where(port => !Allowed(port, anyPort, 443, 443))) yield return $"{at}:Tcp: {port} is not 443.";
        foreach (var port in server.Tls.Where(port => !Allowed(port, anyPort, 443, 443))) yield return $"{at}:Tls: {port} is not 443.";
    }

    private static bool Allowed(int port, bool anyPort, int first, int last) => anyPort ? port is > 0 and <= 65_535 : port >= first && port <= last;
}
