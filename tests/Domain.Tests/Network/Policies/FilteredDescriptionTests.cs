using Signaling.Domain.Network.Policies;
using Signaling.Domain.Sdp;
using Signaling.Domain.Tests.Sdp;
using Xunit;
using static Signaling.Domain.Tests.Network.Policies.PolicyScene;

namespace Signaling.Domain.Tests.Network.Policies;

/// <summary>Whole descriptions and batches under policies, and what leaves no way at all.</summary>
public sealed class FilteredDescriptionTests
{
    private const string Final = "a=end-of-candidates", Trickle = "a=ice-options:trickle";

    [Fact]
    [Trait("CallFlow", "#90"), Trait("CallFlow", "#26")]
    public void Of_AnOfferThatMayLeaveTheNetwork_ShowsTheRelayAndHoldsTheRest()
    {
        var filtered = Filter("hq.block", "hq", "later", Offer(Final, "host", "srflx", "relay"), out _);

        Assert.Equal(["host", "srflx"], filtered.Held.Select(one => NameOf(one.Candidate)));
        Assert.Empty(filtered.Removed);
        Assert.True(filtered.HasEnded);
        Assert.DoesNotContain("end-of-candidates", filtered.Description.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("198.51.100.7", filtered.Description.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("10.1.2.3", filtered.Description.Text, StringComparison.Ordinal);
        Assert.Contains("203.0.113.10 60001 typ relay raddr 0.0.0.0 rport 9", filtered.Description.Text, StringComparison.Ordinal);
        Assert.All(filtered.Held, one => Assert.Equal(("0", 0, "Oofv"), (one.Sent.Mid, one.Sent.Section!.Value, one.Sent.UsernameFragment)));
    }

    [Fact]
    [Trait("CallFlow", "#156")]
    public void Of_AnOfferFromTheVpn_GoesWithoutWhatLeadsThroughIt()
    {
        var offer = Offer(Trickle, "vpnhost", "vpnsrflx", "relay");
        var lan = Sample.Parse(offer.Text.Replace("raddr 198.51.100.7", "raddr 192.168.1.7", StringComparison.Ordinal) + "a=candidate:1 1 udp 1 192.168.1.7 9 typ host\r\n");

        var filtered = Filter("hq.novpn", "vpn", "later", lan, out _);

        Assert.Equal(["vpnhost", "vpnsrflx"], filtered.Removed.Select(one => NameOf(one.Candidate)));
        Assert.Equal(2, filtered.Left);
        Assert.Contains("192.168.1.7", filtered.Description.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("10.200.0.5", filtered.Description.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CallFlow", "#156")]
    public void Of_AnOfferFromTheVpnWhereItIsOnlyDiscouraged_HasItLast()
    {
        var filtered = Filter("hq.lastvpn", "net", "later", Offer(Trickle, "vpnhost", "relay"), out _);

        Assert.Equal(1, filtered.Discouraged);
        Assert.Equal(["relay", "vpnhost"], IceReach.Candidates(filtered.Description).Select(one => one.Candidate.Foundation == "7" ? "vpnhost" : "relay"));
    }

    [Theory]
    [InlineData("hq.novpn", "vpn", Final, "vpnhost vpnsrflx", MediaRefusalCode.MediaOverVpnNotSupported)]
    [InlineData("hq.novpn", "vpn", Trickle, "vpnhost vpnsrflx", null)] // more may come
    [InlineData("hq.novpn", "vpn", "", "vpnhost vpnsrflx", MediaRefusalCode.MediaOverVpnNotSupported)] // does not trickle
    [InlineData("hq.udp", "hq", Final, "tcp", MediaRefusalCode.UdpRequired)]
    [InlineData("hq.relay", "hq", Final, "host srflx", MediaRefusalCode.RelayRequired)]
    [InlineData("hq.relay", "hq", Final, "host relay", null)]
    [InlineData("hq.block", "hq", Final, "host srflx", null)] // the callee may be inside, or bring a relay
    [InlineData("pool", "net", Trickle, "host foreign", MediaRefusalCode.ThirdPartyRelayNotSupported)]
    [InlineData("pool", "net", Trickle, "host relay", null)]
    [InlineData("", "net", Final, "", null)]
    [Trait("CallFlow", "#90"), Trait("CallFlow", "#152"), Trait("CallFlow", "#156")]
    public void OfOffer_ForEachSetOfCandidates_RefusesWhatHasNoWay(string wishes, string from, string mark, string candidates, MediaRefusalCode? code)
    {
        var offer = Offer(mark, candidates.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var filtered = Filter(wishes, from, "later", offer, out var judge);

        Assert.Equal(code, MediaWays.OfOffer(judge, offer, filtered)?.Code);
    }

    [Theory]
    [InlineData("hq.block", "net", "hq", Final, "host srflx", false, MediaRefusalCode.RelayRequired)]
    [InlineData("hq.block", "net", "hq", Final, "host srflx", true, null)] // the other side's relay is enough (#69)
    [InlineData("hq.block", "net", "hq", Final, "relay", false, null)]
    [InlineData("hq.block", "net", "hq", Trickle, "host", false, null)]
    [InlineData("hq.block", "net", "net", Final, "host", false, null)]
    [InlineData("hq-branch.none", "branch", "hq", Trickle, "relay", true, MediaRefusalCode.MediaBetweenNetworksNotAllowed)]
    [InlineData("hq.novpn", "vpn", "hq", Final, "vpnhost", true, MediaRefusalCode.MediaOverVpnNotSupported)]
    [InlineData("hq.noudp", "hq", "hq", Final, "host", true, MediaRefusalCode.RelayRequired)]
    [Trait("CallFlow", "#69"), Trait("CallFlow", "#90"), Trait("CallFlow", "#156"), Trait("CallFlow", "#67")]
    public void OfAnswer_ForEachSetOfCandidates_RefusesWhatHasNoWay(string wishes, string from, string to, string mark, string candidates, bool offererMay, MediaRefusalCode? code)
    {
        var answer = Offer(mark, candidates.Split(' '));
        var filtered = Filter(wishes, from, to, answer, out var judge);

        Assert.Equal(code, MediaWays.OfAnswer(judge, IceReach.IsFinal(answer), filtered.Left, filtered.Removed, () => offererMay)?.Code);
    }

    [Fact]
    [Trait("CallFlow", "#90"), Trait("CallFlow", "#20")]
    public void Of_APhoneWithoutIceBehindABlock_HasNoWay()
    {
        var phone = Sample.Parse(Texts.PhoneOffer);
        var filtered = Filter("hq.block", "hq", "later", phone, out var judge);

        Assert.Contains("c=IN IP4 0.0.0.0", filtered.Description.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("192.0.2.30", filtered.Description.Text, StringComparison.Ordinal);
        Assert.Contains("a=crypto:1 AEAD_AES_256_GCM inline:" + Texts.Key44, filtered.Description.Text, StringComparison.Ordinal);
        Assert.Equal(MediaRefusalCode.RelayRequired, MediaWays.OfOffer(judge, phone, filtered)?.Code);
    }

    [Fact]
    [Trait("CallFlow", "#61")]
    public void Of_ABatch_SortsIt()
    {
        var batch = Candidates.Values.Select(one => new SentCandidate(one, "0", 0, null)).ToList();

        var open = CandidateSorting.Of(Policy("").Between(Places["net"]!, null), batch);
        var sorted = CandidateSorting.Of(Policy("hq.block pool hq.lastvpn").Between(Places["hq"]!, Places["net"]), batch);

        Assert.True(open.IsUntouched);
        Assert.False(sorted.IsUntouched);
        Assert.Equal(["relay"], sorted.Passed.Select(one => NameOf(one.Candidate)));
        Assert.Equal("0.0.0.0", sorted.Passed[0].Candidate.RelatedAddress);
        Assert.Equal(7, sorted.Removed.Length);
        Assert.Equal(PolicyRule.ForeignRelay, sorted.Removed.Single(one => one.Candidate.Type is IceCandidateType.Relayed).Rule);
    }

    [Theory]
    [InlineData("m=audio 9 RTP/SAVPF 0|host|m=video 0 RTP/SAVPF 96|relay|a=end-of-candidates", true)] // what is switched off leads nowhere
    [InlineData("m=audio 9 RTP/SAVPF 0|relay|m=video 9 RTP/SAVPF 96|host", true)] // each transport needs a way
    [InlineData("a=group:BUNDLE 0 1|m=audio 9 RTP/SAVPF 0|a=mid:0|relay|m=video 9 RTP/SAVPF 96|a=mid:1|host", false)] // these share one
    [InlineData("a=group:BUNDLE 0 1|m=audio 9 RTP/SAVPF 0|a=mid:0|relay|m=video 0 RTP/SAVPF 96|a=mid:1|a=bundle-only", false)]
    [InlineData("a=ice-options:trickle|m=audio 9 RTP/SAVPF 0|host|m=video 9 RTP/SAVPF 96|a=end-of-candidates", false)] // more audio may come
    [InlineData("a=ice-options:trickle|m=audio 9 RTP/SAVPF 0|host|m=video 0 RTP/SAVPF 96|a=end-of-candidates", false)]
    [InlineData("a=ice-options:trickle|m=audio 9 RTP/SAVPF 0|host|a=end-of-candidates|m=video 9 RTP/SAVPF 96|a=end-of-candidates", true)]
    [InlineData("m=audio 9 RTP/SAVPF 0|relay|m=video 0 RTP/SAVPF 96|c=IN IP4 10.1.2.3", false)]
    [Trait("CallFlow", "#90")]
    public void OfOffer_WithSeveralSections_LooksAtEachTransport(string sections, bool refused)
    {
        var lines = sections.Split('|').Select(line => Candidates.TryGetValue(line, out var candidate) ? "a=" + candidate.Text : line);
        var offer = Sample.Parse(Texts.Join(["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=ice-ufrag:abcd", "a=ice-pwd:" + Texts.Password, .. lines]));
        var filtered = Filter("hq.relay", "hq", "later", offer, out var judge);

        Assert.Equal(refused ? MediaRefusalCode.RelayRequired : null, MediaWays.OfOffer(judge, offer, filtered)?.Code);
        Assert.DoesNotContain("10.1.2.3", filtered.Description.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CallFlow", "#90"), Trait("CallFlow", "#152")]
    public void Of_CandidatesInOtherSpellings_JudgesThemAlike()
    {
        string[] sent =
        [
            "candidate:1 1 UDP 1 ::ffff:10.200.0.5 5 typ host", "candidate:2 1 udp 1 ::FFFF:cb00:710a 5 typ relay raddr :: rport 0", "candidate:3 1 udp 1 ::ffff:203.0.113.99 5 typ relay raddr 0.0.0.0 rport 0",
            "candidate:4 1 udp 1 0f3a4b5c.LOCAL 5 typ relay", "candidate:5 1 udp 1 203.0.113.10 5 typ relay raddr  10.200.0.5 rport 7 X-BASE 10.1.2.3:99 generation 0",
        ];

        var sorted = CandidateSorting.Of(Policy("hq.relay pool hq.novpn").Between(Places["vpn"]!, Places["hq"]), [.. sent.Select(one => new SentCandidate(Parse(one), "0", 0, null))]);
        var shown = CandidateSorting.Of(Policy("hq.relay").Between(Places["hq"]!, Places["net"]), [new SentCandidate(Parse(sent[4]), "0", 0, null)]);

        Assert.Equal([sent[1]], sorted.Passed.Select(one => one.Candidate.Text));
        Assert.Equal([PolicyRule.MediaOverVpn, PolicyRule.ForeignRelay, PolicyRule.ForeignRelay, PolicyRule.MediaOverVpn], sorted.Removed.Select(one => one.Rule!.Value));
        Assert.Equal("candidate:5 1 udp 1 203.0.113.10 5 typ relay raddr 0.0.0.0 rport 9 X-BASE 0.0.0.0:99 generation 0", Assert.Single(shown.Passed).Candidate.Text);
    }

    private static FilteredDescription Filter(string wishes, string from, string to, SessionDescription description, out CandidateJudge judge)
    {
        judge = Policy(wishes).Between(Places[from]!, Places[to]);
        return FilteredDescription.Of(judge, description);
    }

    // The browser's offer with these candidates in its first section.
    private static SessionDescription Offer(string mark, params string[] names) => Sample.Parse(Texts.Offer.With(
        "a=candidate:1 1 udp 2122194687 192.0.2.2 34373 typ host generation 0 network-id 1\r\n",
        string.Concat([.. names.Select(name => $"a={Candidates[name].Text}\r\n"), mark.Length > 0 ? mark + "\r\n" : ""])));

    private static string NameOf(IceCandidate candidate) => Candidates.Single(one => one.Value.Foundation == candidate.Foundation).Key;
}
