using Signaling.Domain.Network;

namespace Signaling.Domain.Quality.Readiness;

/// <summary>How many public addresses a number of devices needs (CALL-FLOWS #225).</summary>
/// <param name="Devices">Devices that share them.</param>
/// <param name="Addresses">Addresses that there are.</param>
/// <param name="Required">Addresses that are needed.</param>
/// <param name="Shortfall">Addresses that are missing; 0 when there are enough.</param>
/// <param name="PortsPerAddress">Ports that the devices behind one address use; null where nobody said how many a device uses.</param>
/// <param name="PortExhaustionRisk">Whether users may be kept from calling because no port is left.</param>
public sealed record NatPool(int Devices, long Addresses, long Required, long Shortfall, long? PortsPerAddress, bool PortExhaustionRisk)
{
    /// <summary>Ports that one address can lend: 1024 to 65535, the others are kept for services (RFC 6335 §6).</summary>
    public const int UsablePorts = 64_512;

    /// <summary>Sizes a pool.</summary>
    /// <param name="devices">Devices, at least 1.</param>
    /// <param name="addresses">Addresses that there are, at least 0.</param>
    /// <param name="maxDevicesPerAddress">What the operator or the maker of the device says; the documents give no number (CALL-FLOWS #304). At least 1.</param>
    /// <param name="portsPerDevice">Ports that one device uses at a time. Default: not said, and then not checked.</param>
    public static NatPool Of(int devices, long addresses, int maxDevicesPerAddress, int? portsPerDevice = null)
    {
        var perAddress = portsPerDevice is { } ports ? Math.Min(maxDevicesPerAddress, UsablePorts / ports) : maxDevicesPerAddress;
        var required = perAddress < 1 ? long.MaxValue : Ceiling(devices, perAddress);
        long? used = portsPerDevice is { } each && addresses > 0 ? Ceiling(devices, addresses) * each : null;
        return new(devices, addresses, required, Math.Max(0, required - addresses), used, required > addresses);
    }

    /// <summary>The public addresses that a network's description names, each once; null when it names none. IPv6 is not translated so, and what comes by a private circuit is not the Internet's.</summary>
    /// <param name="model">The network.</param>
    public static long? AddressesOf(NetworkModel model)
    {
        List<Prefix> distinct = [];
        var all = model.Document.CustomerNetworks.SelectMany(network => network.EgressPrefixes).Where(one => one.Outbound == EgressPath.Internet)
            .Select(one => Prefix.TryParse(one.Prefix, out var prefix) ? prefix : default).Where(prefix => prefix.IsIpv4);
        foreach (var prefix in all.OrderBy(one => one.First.Bits).ThenBy(one => one.Length))
        {
            if (distinct is [] || !distinct[^1].Contains(prefix.First)) distinct.Add(prefix); // a range within a range is the same addresses
        }

        return distinct.Count == 0 ? null : distinct.Sum(one => 1L << (128 - one.Length));
    }

    private static long Ceiling(long amount, long by) => (amount + by - 1) / by;
}
