using static Signaling.Domain.Network.NetworkErrorCode;

namespace Signaling.Domain.Network;

/// <summary>Address ranges: each readable, none with two meanings.</summary>
internal static class PrefixRules
{
    public static void Check(NetworkDocument document, List<NetworkError> wrong)
    {
        Dictionary<Prefix, string> places = [];
        foreach (var (index, network) in document.CustomerNetworks.Index())
        {
            var path = $"customerNetworks[{index}]";
            CheckAll(network.InternalPrefixes, $"{path}.internalPrefixes", "");
            CheckAll(network.VpnPrefixes, $"{path}.vpnPrefixes", "");
            CheckAll(network.EgressPrefixes.Select(one => one.Prefix), $"{path}.egressPrefixes", ".prefix");
        }

        foreach (var (index, guests) in document.GuestNetworks.Index()) CheckAll(guests.EgressPrefixes, $"guestNetworks[{index}].egressPrefixes", "");
        foreach (var (index, pool) in document.RelayPools.Index()) CheckAll(pool.Prefixes, $"relayPools[{index}].prefixes", "");

        void CheckAll(IEnumerable<string> prefixes, string path, string member)
        {
            foreach (var (index, text) in prefixes.Index())
            {
                var here = $"{path}[{index}]{member}";
                if (!Prefix.TryParse(text, out var prefix)) wrong.Add(new(PrefixInvalid, here, "Write a range as 10.0.0.0/8 or 2001:db8::/32, with nothing set beyond its length."));
                else if (!places.TryAdd(prefix, here)) wrong.Add(new(PrefixTwice, here, $"The same range stands at {places[prefix]}; an address has one place, and a public one takes one way (Internet or private circuit).", 142));
            }
        }
    }
}
