using Signaling.Domain.Network;
using Signaling.Domain.Network.Policies;
using Signaling.Domain.Sdp;
using Xunit;

namespace Signaling.Domain.Tests.Network.Policies;

/// <summary>Networks, places and candidates that the tests of policies share: <c>hq</c> with a VPN, <c>branch</c>, and the rest of the world.</summary>
internal static class PolicyScene
{
    public static readonly NetworkDocument Open = new()
    {
        CustomerNetworks =
        [
            new() { Id = "hq", InternalPrefixes = ["10.0.0.0/9", "2001:db8:1::/48"], EgressPrefixes = [new() { Prefix = "198.51.100.0/24" }], VpnPrefixes = ["10.200.0.0/16"], Policies = new() { MediaOverVpn = VpnMedia.Allowed } },
            new() { Id = "branch", InternalPrefixes = ["172.16.0.0/16"], EgressPrefixes = [new() { Prefix = "192.0.2.0/25" }] },
        ],
    };

    /// <summary>Places by name; <c>later</c> is not known yet, <c>unsure</c> in hq or on its VPN, <c>nowhere</c> anywhere at all.</summary>
    public static readonly IReadOnlyDictionary<string, DevicePlace?> Places = new Dictionary<string, DevicePlace?>
    {
        ["hq"] = new(Location.CustomerNetwork, "hq", null),
        ["branch"] = new(Location.CustomerNetwork, "branch", null),
        ["net"] = new(Location.Internet, null, null),
        ["vpn"] = new(Location.InternetViaVpn, "hq", null),
        ["guest"] = new(Location.GuestPrivateNetwork, null, null),
        ["unsure"] = new(Location.Unknown, "hq", LocationDoubt.HostAddressesHidden),
        ["nowhere"] = DevicePlace.Unknown,
        ["later"] = null,
    };

    /// <summary>Candidates by name.</summary>
    public static readonly IReadOnlyDictionary<string, IceCandidate> Candidates = new Dictionary<string, string>
    {
        ["host"] = "1 1 udp 2122260223 10.1.2.3 50001 typ host generation 0 network-id 1",
        ["mdns"] = "2 1 udp 2122260223 0f3a4b5c.local 50002 typ host",
        ["tcp"] = "3 1 tcp 1518280447 10.1.2.3 9 typ host tcptype active",
        ["srflx"] = "4 1 udp 1686052607 198.51.100.7 50001 typ srflx raddr 10.1.2.3 rport 50001",
        ["relay"] = "5 1 udp 41885439 203.0.113.10 60001 typ relay raddr 198.51.100.7 rport 50001",
        ["foreign"] = "6 1 udp 41885439 203.0.113.99 60002 typ relay raddr 0.0.0.0 rport 0",
        ["vpnhost"] = "7 1 udp 2122194687 10.200.0.5 50003 typ host generation 0 network-id 3",
        ["vpnsrflx"] = "8 1 udp 1685987071 198.51.100.9 50003 typ srflx raddr 10.200.0.5 rport 50003",
    }.ToDictionary(one => one.Key, one => Parse("candidate:" + one.Value));

    public static IceCandidate Parse(string text)
    {
        Assert.True(IceCandidate.TryParse(text, out var candidate, out var error), error?.ToString());
        return candidate;
    }

    /// <summary>A document with policies, by words: <c>hq.block</c>, <c>branch.relay</c>, <c>hq.udp</c>, <c>hq.noudp</c>, <c>hq.novpn</c>, <c>pool</c>, <c>hq-net.none</c> and so on.</summary>
    public static CandidatePolicy Policy(string words)
    {
        var document = Open;
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries)) document = With(document, word);
        return new CandidatePolicy(document.Model());
    }

    /// <summary>What becomes of a candidate, as <c>keep</c>, or the fate and rule: <c>hold DirectExternalMediaBlocked</c>.</summary>
    public static string Fate(this CandidatePolicy policy, string from, string to, string candidate)
    {
        var verdict = policy.Between(Places[from]!, Places[to]).Judge(Candidates[candidate]);
        return verdict.Rule is { } rule ? $"{verdict.Fate} {rule}" : $"{verdict.Fate}";
    }

    private static NetworkDocument With(NetworkDocument document, string word)
    {
        if (word == "pool") return document with { RelayPools = [new() { Prefixes = ["203.0.113.0/27"] }] };
        var (subject, what) = (word.Split('.')[0], word.Split('.')[1]);
        if (subject.Contains('-', StringComparison.Ordinal))
        {
            return document with
            {
                Pairs = [.. document.Pairs, new()
                {
                    Between = [.. subject.Split('-').Select(name => name == "net" ? PairRule.Internet : name)],
                    Media = what switch { "none" => PairMedia.None, "relay" => PairMedia.RelayOnly, _ => PairMedia.Direct },
                }],
            };
        }

        return document with
        {
            CustomerNetworks = [.. document.CustomerNetworks.Select(network => network.Id != subject ? network : network with
            {
                Policies = what switch
                {
                    "block" => network.Policies with { BlockDirectExternalMedia = true },
                    "relay" => network.Policies with { RelayOnly = true },
                    "udp" => network.Policies with { UdpOnly = true },
                    "noudp" => network.Policies with { InternalUdpBlocked = true },
                    "novpn" => network.Policies with { MediaOverVpn = VpnMedia.Forbidden },
                    "lastvpn" => network.Policies with { MediaOverVpn = VpnMedia.Discouraged },
                    _ => throw new ArgumentException(word),
                },
            })],
        };
    }
}
