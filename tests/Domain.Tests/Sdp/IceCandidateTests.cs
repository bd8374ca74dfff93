using Signaling.Domain.Sdp;
using Xunit;

namespace Signaling.Domain.Tests.Sdp;

/// <summary>Candidates by RFC 8839 §5.1, TCP by RFC 6544.</summary>
public class IceCandidateTests
{
    public static readonly TheoryData<string, IceCandidateType, IceTransport, IceAddressKind, string> Valid = new()
    {
        { "988449213 1 udp 2122194687 192.0.2.2 34373 typ host generation 0 network-id 1", IceCandidateType.Host, IceTransport.Udp, IceAddressKind.IPv4, "192.0.2.2" },
        { "0 2 UDP 2122187006 c6aa27af-3f97-4600-8ea5-af931bf4ad35.local 34687 typ host", IceCandidateType.Host, IceTransport.Udp, IceAddressKind.Mdns, "c6aa27af-3f97-4600-8ea5-af931bf4ad35.local" },
        { "3 1 tcp 1518285567 2001:db8::2 9 typ host tcptype active", IceCandidateType.Host, IceTransport.TcpActive, IceAddressKind.IPv6, "2001:db8::2" },
        { "3 1 TCP 1518285567 192.0.2.2 5000 typ host tcptype passive", IceCandidateType.Host, IceTransport.TcpPassive, IceAddressKind.IPv4, "192.0.2.2" },
        { "3 1 tcp 1 192.0.2.2 5000 typ host tcptype so", IceCandidateType.Host, IceTransport.TcpSimultaneous, IceAddressKind.IPv4, "192.0.2.2" },
        { "842163049 1 udp 1677729535 198.51.100.23 61023 typ srflx raddr 0.0.0.0 rport 0 generation 0", IceCandidateType.ServerReflexive, IceTransport.Udp, IceAddressKind.IPv4, "198.51.100.23" },
        { "a+/Z 256 udp 2147483647 ::ffff:192.0.2.1 0 typ prflx raddr fd00::2 rport 65535", IceCandidateType.PeerReflexive, IceTransport.Udp, IceAddressKind.IPv6, "::ffff:192.0.2.1" },
        { "1 1 udp 1 203.0.113.9 51200 typ relay raddr x.local rport 61023 x-unknown value ufrag abcd", IceCandidateType.Relayed, IceTransport.Udp, IceAddressKind.IPv4, "203.0.113.9" },
        { "1  1  udp  1  203.0.113.9 51200 typ host ", IceCandidateType.Host, IceTransport.Udp, IceAddressKind.IPv4, "203.0.113.9" },
    };

    public static readonly TheoryData<string> Invalid = new()
    {
        "", "candidate:", "a=candidate:", "1", "1 1 udp 1 192.0.2.2 1", "1 1 udp 1 192.0.2.2 1 typ", "1 1 udp 1 192.0.2.2 1 host",
        "* 1 udp 1 192.0.2.2 1 typ host",
        "123456789012345678901234567890123 1 udp 1 192.0.2.2 1 typ host",
        "1 0 udp 1 192.0.2.2 1 typ host", "1 257 udp 1 192.0.2.2 1 typ host", "1 x udp 1 192.0.2.2 1 typ host",
        "1 1 tls 1 192.0.2.2 1 typ host", "1 1 ssltcp 1 192.0.2.2 1 typ host tcptype active",
        "1 1 udp 0 192.0.2.2 1 typ host", "1 1 udp 2147483648 192.0.2.2 1 typ host", "1 1 udp -1 192.0.2.2 1 typ host", "1 1 udp 99999999999 192.0.2.2 1 typ host",
        "1 1 udp 1 192.0.2 1 typ host", "1 1 udp 1 192.0.2.256 1 typ host", "1 1 udp 1 192.0.2.02 1 typ host", "1 1 udp 1 192.0.2.2.2 1 typ host", "1 1 udp 1 0x7f.0.0.1 1 typ host",
        "1 1 udp 1 fe80::1%eth0 1 typ host", "1 1 udp 1 [::1] 1 typ host", "1 1 udp 1 ::1/64 1 typ host", "1 1 udp 1 1:2 1 typ host",
        "1 1 udp 1 example.com 1 typ host", "1 1 udp 1 .local 1 typ host", "1 1 udp 1 a..local 1 typ host", "1 1 udp 1 a_ä.local 1 typ host",
        "1 1 udp 1 192.0.2.2 65536 typ host", "1 1 udp 1 192.0.2.2 x typ host", "1 1 udp 1 192.0.2.2 1 typ other",
        "1 1 tcp 1 192.0.2.2 1 typ host", "1 1 tcp 1 192.0.2.2 1 typ host tcptype sideways",
        "1 1 udp 1 192.0.2.2 1 typ host generation", "1 1 udp 1 192.0.2.2 1 typ srflx raddr nowhere rport 1", "1 1 udp 1 192.0.2.2 1 typ srflx raddr 192.0.2.1 rport 70000",
        "1 1 udp 1 192.0.2.2 1 typ host x " + new string('y', 1000),
        "1 1 udp 1 192.0.2.2 1 typ host\r\na=crypto:1 x", "1 1 udp 1 192.0.2.2 1 typ host\ra=x y",
    };

    [Theory, MemberData(nameof(Valid))]
    public void TryParse_ValidCandidate_ReadsItWithAnyPrefix(
        string text, IceCandidateType type, IceTransport transport, IceAddressKind kind, string address)
    {
        foreach (var prefix in (string[])["", "candidate:", "a=candidate:"])
        {
            Assert.True(IceCandidate.TryParse(prefix + text, out var candidate, out var error), error?.ToString());
            Assert.Equal((type, transport, kind, address), (candidate.Type, candidate.Transport, candidate.AddressKind, candidate.Address));
            Assert.Equal("candidate:" + text.Trim(), candidate.Text);
        }
    }

    [Theory, MemberData(nameof(Invalid))]
    public void TryParse_InvalidCandidate_IsRefusedAsMalformed(string text)
    {
        Assert.False(IceCandidate.TryParse(text, out _, out var error));
        Assert.Equal((SdpErrorCode.CandidateInvalid, null, true), (error.Code, error.Line, error.IsMalformed));
    }

    [Fact]
    public void TryParse_RelayedCandidate_ReadsEveryField()
    {
        Assert.True(IceCandidate.TryParse(
            "candidate:3138429081 1 udp 33562367 203.0.113.9 51200 typ relay raddr 198.51.100.23 rport 61023 generation 2 ufrag Oofv network-id 3 network-cost 999",
            out var candidate, out _));

        Assert.Equal(("3138429081", 1, 33562367, 51200), (candidate.Foundation, candidate.Component, candidate.Priority, candidate.Port));
        Assert.Equal(("198.51.100.23", 61023), (candidate.RelatedAddress, candidate.RelatedPort));
        Assert.Equal(("2", "Oofv", "3", "999"), (candidate.Generation, candidate.UsernameFragment, candidate.NetworkId, candidate.Extension("network-cost")));
        Assert.Null(candidate.Extension("network-type"));
        Assert.False(candidate.IsTcp);
    }

    [Fact]
    public void TryParse_EveryCandidateOfEverySample_IsValid()
    {
        var count = 0;
        foreach (var line in Sample.Names.SelectMany(name => Sample.Text(name).Split('\n')).Where(line => line.StartsWith("a=candidate", StringComparison.Ordinal)))
        {
            Assert.True(IceCandidate.TryParse(line, out _, out var error), $"{line}: {error}");
            count++;
        }

        Assert.True(count > 200, $"only {count} candidates");
    }
}
