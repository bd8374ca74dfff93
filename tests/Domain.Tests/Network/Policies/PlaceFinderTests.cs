using Signaling.Domain.Network;
using Signaling.Domain.Network.Policies;
using Xunit;
using static Signaling.Domain.Tests.Network.Policies.PolicyScene;

namespace Signaling.Domain.Tests.Network.Policies;

/// <summary>Where a device in a call is, by all that it has shown (CALL-FLOWS #1, #94).</summary>
public sealed class PlaceFinderTests
{
    private const string Egress = "198.51.100.7";
    private static readonly NetworkModel Model = Policy("hq.novpn").Model;

    [Fact]
    [Trait("CallFlow", "#94")]
    public void Find_OverSeveralRequests_AddsUpWhatEachShows()
    {
        var first = PlaceFinder.Find(Model, Egress, [], null, null);
        var second = PlaceFinder.Find(Model, Egress, [Candidates["vpnhost"]], null, first);
        var third = PlaceFinder.Find(Model, Egress, [Candidates["vpnsrflx"]], null, second);

        Assert.Equal((Location.Unknown, "hq", LocationDoubt.VpnNotExcluded), (first.Location, first.Network, first.Doubt));
        Assert.Equal(Location.InternetViaVpn, second.Location);
        Assert.Equal(Location.InternetViaVpn, third.Location);
        Assert.Equal(["id:3", "198.51.100.9"], third.Tunnel);
    }

    [Fact]
    [Trait("CallFlow", "#94")]
    public void Find_OfAVpnAddressAmongOthers_IsTheVpn() =>
        Assert.Equal(Location.InternetViaVpn, PlaceFinder.Find(Model, Egress, [Candidates["host"], Candidates["vpnhost"]], null, null).Location);

    [Fact]
    [Trait("CallFlow", "#94")]
    public void Find_OfHiddenNames_IsUnknownUnlessDeclared()
    {
        var hidden = PlaceFinder.Find(Model, Egress, [Candidates["mdns"]], null, null);
        var declared = PlaceFinder.Find(Model, Egress, [], new(Location.CustomerNetwork, ViaVpn: false), hidden);
        var later = PlaceFinder.Find(Model, Egress, [Candidates["mdns"]], null, declared);

        Assert.Equal((Location.Unknown, LocationDoubt.HostAddressesHidden), (hidden.Location, hidden.Doubt));
        Assert.Equal((Location.CustomerNetwork, "hq"), (declared.Location, declared.Network));
        Assert.Equal(declared, later);
    }

    [Fact]
    [Trait("CallFlow", "#94")]
    public void Find_OfADeclaredVpn_IsTheVpn() =>
        Assert.Equal((Location.InternetViaVpn, "hq"), PlaceFinder.Find(Model, Egress, [Candidates["mdns"]], new(null, ViaVpn: true), null) is var place ? (place.Location, place.Network) : default);

    [Fact]
    [Trait("CallFlow", "#1")]
    public void Find_OfADeclarationAgainstTheAddresses_BelievesTheAddresses() =>
        Assert.Equal(Location.CustomerNetwork, PlaceFinder.Find(Model, Egress, [Candidates["host"]], new(Location.Internet, ViaVpn: false), null).Location);

    [Fact]
    public void Find_OfOneWhoMovedOn_ForgetsTheOldAddresses()
    {
        var before = PlaceFinder.Find(Model, Egress, [Candidates["vpnhost"]], null, null);

        var after = PlaceFinder.Find(Model, "203.0.113.77", [], null, before);

        Assert.Equal(Location.Internet, after.Location);
        Assert.Empty(after.Hosts);
        Assert.Empty(after.Tunnel);
    }

    [Fact]
    public void Find_OfManyAddresses_KeepsABoundedNumberAndTheTellingOnes()
    {
        var many = Enumerable.Range(1, 40).Select(i => Parse($"candidate:1 1 udp 1 192.168.0.{i} 1 typ host"));

        var place = PlaceFinder.Find(Model, Egress, [.. many, Candidates["vpnhost"]], null, null);

        Assert.Equal(16, place.Hosts.Length);
        Assert.Equal(Location.InternetViaVpn, place.Location);
    }
}
