using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;
using Xunit;
using static Signaling.Domain.Tests.Network.Plans;

namespace Signaling.Domain.Tests.Network;

/// <summary>Where a device is, and when that cannot be told.</summary>
public sealed class LocationResolverTests
{
    private static readonly NetworkModel Model = (Networks.Plain with { GuestNetworks = [new() { Id = "hotel", EgressPrefixes = ["192.0.2.64/26"] }] }).Model();

    [Theory]
    [InlineData("198.51.100.7", "10.1.2.3", false, Location.CustomerNetwork)]
    [InlineData("192.0.2.9", "10.1.2.3", false, Location.Internet)]
    [InlineData("192.0.2.70", "192.168.0.5", false, Location.GuestPrivateNetwork)]
    [InlineData("198.51.100.7", "10.200.0.5", false, Location.InternetViaVpn)]
    [InlineData("198.51.100.7", "192.168.1.7 10.200.0.5", false, Location.InternetViaVpn)]
    [InlineData("10.200.0.5", "", false, Location.InternetViaVpn)]
    [InlineData("198.51.100.7", "10.1.2.3", true, Location.InternetViaVpn)]
    [InlineData("10.1.2.3", "", false, Location.CustomerNetwork)]
    [InlineData("2001:db8:1::7", "", false, Location.CustomerNetwork)]
    [InlineData("192.0.2.9", "ab12.local", false, Location.Internet)]
    [InlineData("192.0.2.9", "10.200.0.5", false, Location.Internet)]
    [Trait("CallFlow", "#1"), Trait("CallFlow", "#6"), Trait("CallFlow", "#94")]
    public void Resolve_WhatCanBeTold_IsTold(string source, string hosts, bool viaVpn, Location expected) => Assert.Equal(expected, Resolve(source, hosts, viaVpn).Location);

    [Theory]
    [InlineData("198.51.100.7", "0f3a.local", LocationDoubt.HostAddressesHidden)]
    [InlineData("198.51.100.7", "192.168.1.7", LocationDoubt.HostAddressesForeign)]
    [InlineData("198.51.100.7", "", LocationDoubt.VpnNotExcluded)]
    [InlineData(null, "10.1.2.3", LocationDoubt.SourceNotGiven)]
    [Trait("CallFlow", "#94")]
    public void Resolve_WhatCannotBeTold_IsUnknownWithTheReason(string? source, string hosts, LocationDoubt doubt)
    {
        var resolved = Resolve(source, hosts, viaVpn: false);

        Assert.Equal((Location.Unknown, doubt), (resolved.Location, resolved.Doubt));
    }

    [Fact]
    [Trait("CallFlow", "#94")]
    public void Plan_OfSomeoneWhoCannotBePlaced_IsRefusedAndNotGuessed() =>
        Assert.Equal(PlanError.LocationUnknown, Call(new() { Id = "a", SourceAddress = "198.51.100.7", HostCandidates = ["0f3a.local"] }, Inside("b")).RefusedIn(Networks.Plain));

    [Fact]
    [Trait("CallFlow", "#94")]
    public void Plan_OfAVpnUserByAddresses_SignalsThroughTheNetworkAndMediaDoNot()
    {
        var plan = Call(new() { Id = "a", SourceAddress = "198.51.100.7", HostCandidates = ["10.200.0.5"] }, Inside("b"), direct: false).In(Networks.Plain);

        Assert.Equal("a 2',4|b 4", plan.Signaling());
        Assert.Equal("a 3|b 4", plan.Media());
    }

    private static ResolvedLocation Resolve(string? source, string hosts, bool viaVpn) =>
        LocationResolver.Resolve(Model, Address.TryParse(source, out var address) ? address : null, hosts.Split(' ', StringSplitOptions.RemoveEmptyEntries), viaVpn);
}
