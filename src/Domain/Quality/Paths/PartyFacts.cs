using Signaling.Domain.Network;

namespace Signaling.Domain.Quality.Paths;

/// <summary>What is known of one side of a call after it was set up.</summary>
/// <param name="Id">The side's name in plans, such as the user's id; different from the other's.</param>
/// <param name="Place">Where it is.</param>
public sealed record PartyFacts(string Id, ResolvedLocation Place)
{
    /// <summary>The address that its signaling comes from, if known.</summary>
    public Address? Source { get; init; }

    /// <summary>The region of the edge that it signals to, if known.</summary>
    public string? Region { get; init; }

    /// <summary>Its own addresses, as far as its report or its candidates show them.</summary>
    public IReadOnlyList<string> HostAddresses { get; init; } = [];

    /// <summary>Its last connectivity report, if it has sent one.</summary>
    public ConnectivityReport? Report { get; init; }

    /// <summary>What its telemetry comes to.</summary>
    public LegTally Tally { get; init; } = LegTally.Empty;

    /// <summary>Whether it has obtained a place on a relay, as far as its candidates or its report show (CALL-FLOWS #75, #78).</summary>
    public bool HasRelay { get; init; }

    /// <summary>Whether it is spoken of to the other side, whom its networks and addresses do not concern. Default: false.</summary>
    public bool IsOther { get; init; }

    /// <summary>Where it is, in words that a firewall's owner finds again: the internal prefix, the network, or the address that the service sees.</summary>
    public string Whence
    {
        get
        {
            if (IsOther) return "where the other side is";
            if (Place.Location == Location.InternetViaVpn) return "outside the VPN"; // where media go; what is known of it is the tunnel's
            var network = Place.Network;
            foreach (var text in HostAddresses.Where(host => Address.TryParse(host, out _)))
            {
                if (network is not null && Longest(network.InternalPrefixes, text) is { } prefix) return prefix;
            }

            if (Source is { } source && network is not null && Longest([.. network.InternalPrefixes, .. network.EgressPrefixes.Select(one => one.Prefix)], source) is { } from) return from;
            return network?.Id ?? Source?.ToString() ?? "where this user is";
        }
    }

    private static string? Longest(IEnumerable<string> prefixes, string address) => Address.TryParse(address, out var parsed) ? Longest(prefixes, parsed) : null;

    private static string? Longest(IEnumerable<string> prefixes, Address address) => prefixes
        .Select(text => (Text: text, Known: Prefix.TryParse(text, out var prefix), Prefix: prefix))
        .Where(one => one.Known && one.Prefix.Contains(address))
        .OrderByDescending(one => one.Prefix.Length)
        .Select(one => one.Text)
        .FirstOrDefault();
}
