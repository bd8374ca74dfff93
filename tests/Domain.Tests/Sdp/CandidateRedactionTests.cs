using System.Text.RegularExpressions;
using Signaling.Domain.Sdp;
using Xunit;

namespace Signaling.Domain.Tests.Sdp;

/// <summary>Candidates that are taken out leave no trace, and nothing else changes (CALL-FLOWS #26, #61, #156).</summary>
public sealed partial class CandidateRedactionTests
{
    private const string Host = "a=candidate:1 1 udp 2122260223 192.0.2.2 5000 typ host", HostRtcp = "a=candidate:1 2 udp 2122260222 192.0.2.2 5001 typ host",
        Srflx = "a=candidate:2 1 udp 1686052607 198.51.100.7 6000 typ srflx raddr 192.0.2.2 rport 5000",
        Relay = "a=candidate:3 1 udp 41885439 203.0.113.9 7000 typ relay raddr 198.51.100.7 rport 6000",
        RelayRtcp = "a=candidate:3 2 udp 41885438 203.0.113.9 7001 typ relay raddr 198.51.100.7 rport 6001";

    public static TheoryData<string> All => [.. Sample.Names];

    public static TheoryData<string, int> Seeds => [.. from name in Sample.Names from seed in Enumerable.Range(0, 8) select (name, seed)];

    [Theory, MemberData(nameof(All))]
    [Trait("CallFlow", "#26")]
    public void WithCandidates_ThatAreAllKept_IsTheSameDescription(string name)
    {
        var description = Sample.Description(name);

        Assert.Same(description, description.WithCandidates(_ => CandidateEdit.Keep));
    }

    [Theory, MemberData(nameof(Seeds))]
    [Trait("CallFlow", "#26"), Trait("CallFlow", "#61"), Trait("CallFlow", "#156")]
    public void WithCandidates_DroppedAtRandom_LeaveNoTraceAndTouchNoKey(string name, int seed)
    {
        var random = new Random(seed);
        var description = Sample.Description(name);
        List<string> dropped = [], kept = [];

        var edited = description.WithCandidates(placed =>
        {
            var edit = (CandidateEdit)random.Next(4);
            (edit is CandidateEdit.Drop ? dropped : kept).Add(placed.Candidate.Address);
            return edit;
        });

        var rest = string.Concat(edited.Text.Split('\n').Where(line => !Keys().IsMatch(line)));
        Assert.All(dropped.Except(kept, StringComparer.OrdinalIgnoreCase).Where(address => address is not "0.0.0.0"), address => Assert.DoesNotMatch($@"(?<![\w.:]){Regex.Escape(address)}(?![\w:]|\.\w)", rest));
        Assert.Equal(Lines(description, Keys()), Lines(edited, Keys()));
        Assert.Equal(Lines(description, Untouched()), Lines(edited, Untouched()));
        Assert.Equal(description.Media.Length, edited.Media.Length);
        Assert.Equal(description.Media.Select(section => section.Port == 0), edited.Media.Select(section => section.Port == 0));
    }

    [Theory, MemberData(nameof(All))]
    [Trait("CallFlow", "#26")]
    public void WithCandidates_AllDropped_StillReadsAndHasNone(string name)
    {
        var edited = Sample.Description(name).WithCandidates(_ => CandidateEdit.Drop);

        Assert.Equal(0, CandidateCounts.Of(edited).Total);
        Assert.True(SdpParser.TryParse(edited.Text, SdpLimits.Default, out _, out var error), error?.ToString());
        Assert.DoesNotMatch(@"(?m)^(c=|a=rtcp:\d+ )IN IP[46] (?!0\.0\.0\.0)(?!::\r?$)(?!127)", edited.Text);
    }

    [Fact]
    [Trait("CallFlow", "#90")]
    public void WithCandidates_WhenARelayIsLeft_MakesItTheDefaultDestination()
    {
        var offer = Section(["m=audio 5000 RTP/SAVPF 0", "c=IN IP4 192.0.2.2", "a=rtcp:5001 IN IP4 192.0.2.2"], Host, HostRtcp, Srflx, Relay, RelayRtcp);

        var edited = offer.WithCandidates(placed => placed.Candidate.Type is IceCandidateType.Relayed ? CandidateEdit.KeepWithoutRelated : CandidateEdit.Drop);

        Assert.Equal(Section(
            ["m=audio 7000 RTP/SAVPF 0", "c=IN IP4 203.0.113.9", "a=rtcp:7001 IN IP4 203.0.113.9"],
            "a=candidate:3 1 udp 41885439 203.0.113.9 7000 typ relay raddr 0.0.0.0 rport 9",
            "a=candidate:3 2 udp 41885438 203.0.113.9 7001 typ relay raddr 0.0.0.0 rport 9").Text.Replace("192.0.2.2", "0.0.0.0", StringComparison.Ordinal), edited.Text);
    }

    [Fact]
    public void WithCandidates_WhenNoneIsLeft_PointsNowhere()
    {
        var edited = Section(["m=audio 5000 RTP/SAVPF 0", "c=IN IP4 192.0.2.2", "a=rtcp:5001"], Host, HostRtcp).WithCandidates(_ => CandidateEdit.Drop);

        Assert.Contains("m=audio 9 RTP/SAVPF 0\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\n", edited.Text, StringComparison.Ordinal);
        Assert.Contains("o=- 1 1 IN IP4 0.0.0.0\r\n", edited.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WithCandidates_OfASessionsAddress_TakesItFromAllSections()
    {
        var text = Texts.Join("v=0", "o=- 1 1 IN IP4 192.0.2.2", "s=-", "c=IN IP4 192.0.2.2", "t=0 0", "a=ice-ufrag:abcd", "a=ice-pwd:" + Texts.Password,
            "m=audio 5000 RTP/SAVPF 0", Host, "m=video 5002 RTP/SAVPF 96", "m=video 0 RTP/SAVPF 97");

        var edited = Sample.Parse(text).WithCandidates(_ => CandidateEdit.Drop);

        Assert.Equal(text.Without(Host).Replace("192.0.2.2", "0.0.0.0", StringComparison.Ordinal).Replace("5000 RTP", "9 RTP", StringComparison.Ordinal).Replace("5002 RTP", "9 RTP", StringComparison.Ordinal), edited.Text);
    }

    [Fact]
    public void WithCandidates_OfAPhoneWithoutIce_AsksForItsDefaultDestination()
    {
        List<PlacedCandidate> asked = [];

        Sample.Parse(Texts.PhoneOffer).WithCandidates(placed => { asked.Add(placed); return CandidateEdit.Keep; });

        var one = Assert.Single(asked);
        Assert.True(one.IsDefault);
        Assert.Equal(("192.0.2.30", 11784, IceCandidateType.Host), (one.Candidate.Address, one.Candidate.Port, one.Candidate.Type));
    }

    [Fact]
    public void WithCandidates_ThatStandInOtherLines_GoThereToo()
    {
        var offer = Section(["m=audio 9 RTP/SAVPF 0", "i=box at 192.0.2.2.", "c=IN IP4 0.0.0.0", "a=rtcp:5001 IN IP4 192.0.2.2", "a=remote-candidates:1 192.0.2.2 5000", "a=ssrc:1 cname:me@192.0.2.2", "a=ssrc:2 cname:me@192.0.2.22", "a=x-v6:[2001:DB8::7]:80"],
            Host, "a=candidate:9 1 udp 1 2001:db8::7 5 typ host", Relay);

        var edited = offer.WithCandidates(placed => placed.Candidate.Type is IceCandidateType.Host ? CandidateEdit.Drop : CandidateEdit.Keep);

        Assert.Contains(Texts.Join("m=audio 9 RTP/SAVPF 0", "i=box at 0.0.0.0.", "c=IN IP4 0.0.0.0", "a=rtcp:9 IN IP4 0.0.0.0", "a=ssrc:1 cname:me@0.0.0.0", "a=ssrc:2 cname:me@192.0.2.22", "a=x-v6:[::]:80"), edited.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CallFlow", "#156")]
    public void WithCandidates_PutLast_HaveTheLowestPriorityAndTheLastLine()
    {
        var offer = Section(["m=audio 9 RTP/SAVPF 0", "c=IN IP4 0.0.0.0"], Host, Srflx, Relay);

        var edited = offer.WithCandidates(placed => placed.Candidate.Type is IceCandidateType.Host ? CandidateEdit.Last : CandidateEdit.Keep);

        Assert.EndsWith(Texts.Join(Srflx, Relay, "a=candidate:1 1 udp 8331007 192.0.2.2 5000 typ host"), edited.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WithCandidates_OfWhichMoreCome_HasNoEnd()
    {
        var offer = Section(["m=audio 9 RTP/SAVPF 0", "c=IN IP4 0.0.0.0"], Host, "a=end-of-candidates");

        Assert.DoesNotContain("end-of", offer.WithCandidates(_ => CandidateEdit.Keep, moreToCome: true).Text, StringComparison.Ordinal);
        Assert.Contains("end-of", offer.WithCandidates(_ => CandidateEdit.Drop).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2001:DB8:0::7", "2001:db8::7")]
    [InlineData("2001:db8:0:0:0:0:0:7", "2001:db8::7")]
    [InlineData("::ffff:192.0.2.2", "192.0.2.2")]
    [InlineData("192.0.2.2", "::FFFF:c000:202")]
    public void WithCandidates_OfAnAddressWrittenInAnotherWay_FindItEverywhere(string candidate, string elsewhere)
    {
        var kind = elsewhere.Contains(':', StringComparison.Ordinal) ? 6 : 4;
        var text = Texts.Join("v=0", $"o=- 1 1 IN IP{kind} {elsewhere}", "s=-", "t=0 0", "a=ice-ufrag:abcd", "a=ice-pwd:" + Texts.Password, "m=audio 9 RTP/SAVPF 0", "c=IN IP4 0.0.0.0",
            $"a=rtcp:5001 IN IP{kind} {elsewhere}", $"a=remote-candidates:1 {elsewhere} 5000", $"a=x:cname:{elsewhere}: at {elsewhere}.", $"a=candidate:1 1 udp 1 {candidate} 5 typ host", Relay);

        var edited = Sample.Parse(text).WithCandidates(placed => placed.Candidate.Type is IceCandidateType.Host ? CandidateEdit.Drop : CandidateEdit.Keep).Text;

        Assert.DoesNotContain(elsewhere, edited, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(candidate, edited, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Relay, edited, StringComparison.Ordinal);
    }

    [Fact]
    public void WithCandidates_OfDestinationsThatAreNone_AskForEach()
    {
        var offer = Sample.Parse(Texts.Join("v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 192.0.2.9", "t=0 0", "a=ice-ufrag:abcd", "a=ice-pwd:" + Texts.Password,
            "m=audio 5000 RTP/SAVPF 0", "c=IN IP4 192.0.2.2", "c=IN IP4 192.0.2.3", "a=rtcp:5003 IN IP4 192.0.2.4", "m=video 0 RTP/SAVPF 96", "c=IN IP4 192.0.2.5", "m=audio 9 RTP/SAVPF 0", "c=IN IP4 0.0.0.0", "a=rtcp:9 IN IP4 0.0.0.0"));
        List<string> asked = [];

        var edited = offer.WithCandidates(placed => { asked.Add($"{placed.Candidate.Address} {placed.Candidate.Port}"); return CandidateEdit.Drop; });

        Assert.Equal(["192.0.2.2 5000", "192.0.2.3 5000", "192.0.2.4 5003", "192.0.2.5 0", "192.0.2.9 0"], asked);
        Assert.DoesNotContain("192.0.2", edited.Text, StringComparison.Ordinal);
        Assert.Contains(Texts.Join("m=audio 9 RTP/SAVPF 0", "c=IN IP4 0.0.0.0", "c=IN IP4 0.0.0.0", "a=rtcp:9 IN IP4 0.0.0.0", "m=video 0 RTP/SAVPF 96"), edited.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CallFlow", "#67")]
    public void WithCandidates_OfOneOfTwoPortsAtAnAddress_LeaveNoTraceOfThePort()
    {
        const string Tcp = "a=candidate:4 1 tcp 1518280447 192.0.2.2 9 typ host tcptype active";
        var offer = Section(["m=audio 5000 RTP/SAVPF 0", "c=IN IP4 192.0.2.2", "a=rtcp:5001 IN IP4 192.0.2.2"], Host, HostRtcp, Tcp);

        var edited = offer.WithCandidates(placed => placed.Candidate.IsTcp ? CandidateEdit.Keep : CandidateEdit.Drop);

        Assert.Contains(Texts.Join("m=audio 9 RTP/SAVPF 0", "c=IN IP4 0.0.0.0", "a=rtcp:9 IN IP4 0.0.0.0", Tcp), edited.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WithCandidates_ThatNameTheAddressInAnExtension_AreKeptWithoutIt()
    {
        const string Named = "a=candidate:5 1 udp 41885437  203.0.113.9 7002 typ relay  raddr  198.51.100.7 rport 6000 x-local 192.0.2.2:80 x-id 4 x-6 [2001:db8::7]:80 x-in a,192.0.2.2";

        var edited = Section(["m=audio 9 RTP/SAVPF 0", "c=IN IP4 0.0.0.0"], Host, Named).WithCandidates(placed => placed.Candidate.Type is IceCandidateType.Host ? CandidateEdit.Drop : CandidateEdit.Keep);

        Assert.EndsWith(Texts.Join("a=candidate:5 1 udp 41885437 203.0.113.9 7002 typ relay raddr 0.0.0.0 rport 9 x-local 0.0.0.0:80 x-id 4 x-6 [::]:80 x-in a,0.0.0.0"), edited.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WithCandidates_InLinesWrittenOddly_StayReadable()
    {
        var offer = Section(["m=  audio  5000 RTP/SAVPF 0", "c=IN IP4 192.0.2.2", "a=192.0.2.2:at 192.0.2.2", "a=0::7"], Host, "a=candidate:9 1 udp 1 ::7 5 typ host");

        var edited = offer.WithCandidates(_ => CandidateEdit.Drop);

        Assert.EndsWith(Texts.Join("m=  audio  9 RTP/SAVPF 0", "c=IN IP4 0.0.0.0", "a=192.0.2.2:at 0.0.0.0", "a=0::"), edited.Text, StringComparison.Ordinal); // names of attributes are none of addresses
    }

    [Fact]
    public void WithCandidates_BesideWhatLooksLikeTheBeginOfAnAddress_LeaveItAsItIs()
    {
        // Every text of up to six of these, behind the colon of its attribute.
        var texts = Enumerable.Range(1, 6).Aggregate((All: new List<string>(), Last: new[] { "" }), (sum, _) =>
        {
            string[] longer = [.. sum.Last.SelectMany(text => ".:7 ".Select(one => text + one))];
            return ([.. sum.All, .. longer], longer);
        }).All;

        Assert.All(texts.Chunk(100), some =>
        {
            string[] lines = [.. some.Select(text => $"a=x:{text}")];
            var edited = Section(["m=audio 9 RTP/SAVPF 0", "c=IN IP4 0.0.0.0", .. lines], Host, Relay).WithCandidates(placed => placed.Candidate.Type is IceCandidateType.Host ? CandidateEdit.Drop : CandidateEdit.Keep);

            Assert.EndsWith(Texts.Join([.. lines, Relay]), edited.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void WithCandidates_OfTextWithLineFeedsAlone_KeepIt()
    {
        var offer = Section(["m=audio 5000 RTP/SAVPF 0", "c=IN IP4 192.0.2.2"], Host, Relay);

        string Edited(string text) => Sample.Parse(text).WithCandidates(placed => placed.Candidate.Type is IceCandidateType.Host ? CandidateEdit.Drop : CandidateEdit.Last).Text;

        Assert.Equal(Edited(offer.Text).Replace("\r\n", "\n", StringComparison.Ordinal), Edited(offer.Text.Replace("\r\n", "\n", StringComparison.Ordinal)));
    }

    private static SessionDescription Section(string[] lines, params string[] candidates) => Sample.Parse(
        Texts.Join(["v=0", "o=- 1 1 IN IP4 192.0.2.2", "s=-", "t=0 0", "a=ice-ufrag:abcd", "a=ice-pwd:" + Texts.Password, .. lines, .. candidates]));

    private static IEnumerable<string> Lines(SessionDescription description, Regex which) => description.Text.Split('\n').Where(line => which.IsMatch(line));

    [GeneratedRegex("^a=(crypto|fingerprint|ice-|setup|tls-id)")]
    private static partial Regex Keys();

    [GeneratedRegex("^(v|s|t|b)=|^a=(mid|group|rtpmap|fmtp|extmap|rtcp-fb|sendrecv|msid|ssrc-group|rid|simulcast)")]
    private static partial Regex Untouched();
}
