using Signaling.Domain.Network;
using Xunit;

namespace Signaling.Domain.Tests.Network;

/// <summary>Addresses, ranges, and the longest match among them.</summary>
public sealed class PrefixTests
{
    [Theory]
    [InlineData("10.0.0.0/8", true), InlineData("10.1.2.3", true), InlineData("0.0.0.0/0", true), InlineData("2001:db8::/32", true), InlineData("::/0", true), InlineData("::1/128", true)]
    [InlineData("10.0.0.1/8", false), InlineData("10.0.0.0/33", false), InlineData("10.0.0.0/-1", false), InlineData("10.0.0/8", false), InlineData("010.0.0.0/8", false)]
    [InlineData("2001:db8::1/32", false), InlineData("fe80::1%eth0", false), InlineData("[::1]", false), InlineData("", false), InlineData(null, false), InlineData("/8", false), InlineData("10.0.0.0/", false)]
    public void TryParse_EachText_IsARangeOrNot(string? text, bool valid) => Assert.Equal(valid, Prefix.TryParse(text, out _));

    [Theory]
    [InlineData("10.200.7.1", "vpn"), InlineData("10.199.255.255", "inside"), InlineData("10.201.0.0", "inside"), InlineData("11.0.0.0", null), InlineData("9.255.255.255", null)]
    [InlineData("10.200.9.9", "desk"), InlineData("10.200.9.10", "vpn"), InlineData("2001:db8:1::5", "inside6"), InlineData("2001:db8:2::5", null), InlineData("::10.200.7.1", null)]
    [InlineData("255.255.255.255", null), InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "last")]
    public void TryFind_EachAddress_GivesTheLongestPrefixAroundIt(string text, string? name)
    {
        var table = new PrefixTable<string>(new[] { ("10.0.0.0/8", "inside"), ("10.200.0.0/16", "vpn"), ("10.200.9.9", "desk"), ("2001:db8:1::/48", "inside6"), ("ffff::/16", "last") }
            .Select(one => (Prefix.TryParse(one.Item1, out var prefix) ? prefix : default, one.Item2)));
        Assert.True(Address.TryParse(text, out var address));

        Assert.Equal(name, table.TryFind(address, out var found) ? found : null);
    }

    [Fact]
    public void TryFind_AmongSeededPrefixes_AgreesWithTryingEachOne()
    {
        var random = new Random(20);
        var prefixes = Enumerable.Range(0, 2000).Select(_ => Random(random)).Distinct().ToList();
        var table = new PrefixTable<Prefix>(prefixes.Select(one => (one, one)));
        foreach (var address in prefixes.SelectMany(one => new[] { one.First, one.Last, new(one.Last.Bits + 1), new(one.First.Bits - 1) }))
        {
            var around = prefixes.Where(one => one.Contains(address)).ToList();
            Assert.Equal(around.Count == 0 ? null : around.MaxBy(one => one.Length), table.TryFind(address, out var found) ? found : (Prefix?)null);
        }
    }

    [Theory]
    [InlineData("203.0.113.51", true), InlineData("192.168.1.4", false), InlineData("10.0.0.5", false), InlineData("172.31.0.1", false), InlineData("172.32.0.1", true), InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false), InlineData("169.254.1.1", false), InlineData("224.0.0.1", false), InlineData("0.1.2.3", false), InlineData("2001:db8::1", true), InlineData("fd00::1", false), InlineData("fe80::1", false), InlineData("::1", false)]
    public void IsPublicUnicast_OfEachAddress_IsWhetherTheInternetRoutesIt(string text, bool isPublic) =>
        Assert.Equal(isPublic, Address.TryParse(text, out var address) && address.IsPublicUnicast);

    private static Prefix Random(Random random)
    {
        // few first bits, so that many lie within each other
        var length = 96 + random.Next(4, 33);
        var bits = ((UInt128)0xFFFF << 32) | (uint)(random.Next() & 0x0F0FF0FF);
        return new(new(bits >> (128 - length) << (128 - length)), length);
    }
}
