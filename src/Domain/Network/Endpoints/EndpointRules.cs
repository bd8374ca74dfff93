using static Signaling.Domain.Network.NetworkErrorCode;

namespace Signaling.Domain.Network.Endpoints;

/// <summary>The owner's own endpoints: each somewhere, with ports.</summary>
internal static class EndpointRules
{
    private const int MaxPorts = 64, MaxHostLength = 255;

    public static void Check(NetworkDocument document, List<NetworkError> wrong)
    {
        foreach (var (index, one) in document.Endpoints.Index())
        {
            var path = $"endpoints[{index}]";
            if (string.IsNullOrWhiteSpace(one.Host) && one.Prefixes.Count == 0) wrong.Add(new(ValueMissing, path, "Give `host` or `prefixes`.", 307));
            if (one.Host is { } host && (host.Length > MaxHostLength || Uri.CheckHostName(host.TrimStart('*', '.')) == UriHostNameType.Unknown))
                wrong.Add(new(ValueOutOfRange, $"{path}.host", "Give a name such as relay.example.com or *.example.com, or an address.", 307));
            foreach (var (number, prefix) in one.Prefixes.Index())
            {
                if (!Prefix.TryParse(prefix, out _)) wrong.Add(new(PrefixInvalid, $"{path}.prefixes[{number}]", "Write a range as 10.0.0.0/8 or 2001:db8::/32, with nothing set beyond its length."));
            }

            if (one.Ports.Count is 0 or > MaxPorts || one.Ports.Any(port => port is < 1 or > 65535)) wrong.Add(new(ValueOutOfRange, $"{path}.ports", $"Give 1 to {MaxPorts} ports, each 1 to 65535.", 307));
        }
    }
}
