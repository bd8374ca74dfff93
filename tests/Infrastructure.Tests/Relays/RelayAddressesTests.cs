using Microsoft.Extensions.Options;
using Signaling.Infrastructure.Relays;
using Xunit;

namespace Signaling.Infrastructure.Tests.Relays;

public sealed class RelayAddressesTests
{
    private static readonly RelayOptions Three = new()
    {
        Servers =
        {
            new() { Host = "eu.example.com", Region = "eu", Udp = { 3478, 3479 }, Tcp = { 443 }, Tls = { 443 } },
            new() { Host = "us.example.com", Region = "us", Tls = { 443 } },
            new() { Host = "2001:db8::7", Region = "asia", Udp = { 3478 } },
        },
    };

    [Fact]
    public void NearestTo_ForARelay_ListsStunThenUdpThenTcpThenTls() => Assert.Equal(
        ["stun:eu.example.com:3478", "turn:eu.example.com:3478?transport=udp", "turn:eu.example.com:3479?transport=udp", "turn:eu.example.com:443?transport=tcp", "turns:eu.example.com:443?transport=tcp"],
        Nearest("eu")[0]);

    [Theory]
    [InlineData("us", "turns:us.example.com:443?transport=tcp", "stun:eu.example.com:3478")]
    [InlineData("ASIA", "stun:[2001:db8::7]:3478", "stun:eu.example.com:3478")]
    [InlineData("mars", "stun:eu.example.com:3478", "turns:us.example.com:443?transport=tcp")]
    [InlineData(null, "stun:eu.example.com:3478", "turns:us.example.com:443?transport=tcp")]
    [Trait("CallFlow", "#78")]
    public void NearestTo_ARegion_PutsItsOwnFirst(string? region, string first, string second) =>
        Assert.Equal([first, second], Nearest(region).Select(urls => urls[0]));

    [Fact]
    public void NearestTo_AnAddressOfIPv6_WritesBrackets() => Assert.Equal(["stun:[2001:db8::7]:3478", "turn:[2001:db8::7]:3478?transport=udp"], Nearest("asia")[0]);

    private static string[][] Nearest(string? region) =>
        [.. new RelayAddresses(Options.Create(Three)).NearestTo(region).Select(urls => urls.ToArray())];
}
