using Signaling.Domain.Network;
using Signaling.Domain.Network.Policies;
using Xunit;
using static Signaling.Domain.Tests.Network.Policies.PolicyScene;

namespace Signaling.Domain.Tests.Network.Policies;

/// <summary>What becomes of a candidate, by the sender's place, the receiver's, and what the owner wants.</summary>
public sealed class CandidatePolicyTests
{
    private static readonly string[] Wishes =
    [
        "", "hq.block", "branch.block", "hq.block branch.block", "hq.relay", "branch.relay", "hq.udp", "hq.noudp", "hq.novpn", "hq.lastvpn", "pool",
        "hq-branch.none", "hq-net.none", "hq-hq.relay", "hq-branch.relay", "hq.block hq-branch.direct", "hq.relay hq-hq.direct", "hq.block hq.udp hq.novpn pool", "hq.noudp hq.block branch.relay",
    ];

    private static readonly string[] Known = ["hq", "branch", "net", "vpn", "guest"];

    public static readonly TheoryData<string, string, string, string> Rows = new()
    {
        // Who calls whom, and each candidate's fate: . keep, h hold, - remove, l last; in the order host mdns tcp srflx relay foreign vpnhost vpnsrflx.
        { "",                         "hq",      "later",   "........" },
        { "hq.block",                 "hq",      "later",   "hhhh..hh" },
        { "hq.block",                 "hq",      "hq",      "........" },
        { "hq.block",                 "hq",      "branch",  "----..--" }, // inside another network is outside of this one
        { "hq.block",                 "hq",      "net",     "----..--" },
        { "hq.block",                 "hq",      "vpn",     "----..--" }, // a VPN user's media come from outside
        { "hq.block",                 "net",     "later",   "hhhh..hh" },
        { "hq.block",                 "net",     "hq",      "----..--" },
        { "hq.block",                 "net",     "net",     "........" },
        { "hq.block",                 "net",     "branch",  "........" },
        { "hq.block",                 "unsure",  "net",     "----..--" }, // perhaps inside: never guessed open
        { "hq.block",                 "unsure",  "hq",      "----..--" }, // perhaps on the VPN
        { "hq.block",                 "branch",  "unsure",  "----..--" },
        { "hq.block",                 "nowhere", "branch",  "----..--" },
        { "hq.relay",                 "hq",      "later",   "----..--" }, // whoever answers
        { "hq.relay",                 "hq",      "hq",      "----..--" },
        { "hq.relay",                 "net",     "later",   "hhhh..hh" },
        { "hq.relay",                 "net",     "branch",  "........" },
        { "hq.udp",                   "hq",      "later",   "..-....." },
        { "hq.udp",                   "branch",  "later",   "..h....." },
        { "hq.udp",                   "branch",  "hq",      "..-....." },
        { "hq.udp",                   "branch",  "net",     "........" },
        { "hq.noudp",                 "hq",      "later",   "hh....h." },
        { "hq.noudp",                 "hq",      "hq",      "--....-." },
        { "hq.noudp",                 "hq",      "net",     "........" },
        { "hq.novpn",                 "vpn",     "later",   "...--.--" }, // the egress address of a VPN user leads through the tunnel too
        { "hq.novpn",                 "net",     "net",     "......--" }, // wherever it is
        { "hq.novpn",                 "hq",      "hq",      "......--" },
        { "hq.lastvpn",               "vpn",     "net",     "...ll.ll" },
        { "pool",                     "net",     "later",   ".....-.." },
        { "pool",                     "hq",      "hq",      ".....-.." },
        { "hq-branch.none",           "hq",      "later",   "hhhhhhhh" },
        { "hq-branch.none",           "hq",      "branch",  "--------" },
        { "hq-branch.none",           "branch",  "hq",      "--------" },
        { "hq-branch.none",           "hq",      "net",     "........" },
        { "hq-net.none",              "hq",      "vpn",     "--------" }, // a VPN user is everywhere else
        { "hq-hq.relay",              "hq",      "hq",      "----..--" },
        { "hq-hq.relay",              "hq",      "branch",  "........" },
        { "hq.block hq-branch.direct", "hq",     "branch",  "........" },
        { "hq.block hq-branch.direct", "hq",     "net",     "----..--" },
        { "hq.relay hq-hq.direct",    "hq",      "hq",      "........" },
        { "hq.relay hq-hq.direct",    "hq",      "later",   "hhhh..hh" },
    };

    [Theory, MemberData(nameof(Rows))]
    [Trait("CallFlow", "#90"), Trait("CallFlow", "#152"), Trait("CallFlow", "#156"), Trait("CallFlow", "#67")]
    public void Judge_ForEachRowOfTheTable_GivesItsFates(string wishes, string from, string to, string fates)
    {
        var judge = Policy(wishes).Between(Places[from]!, Places[to]);

        Assert.Equal(fates, string.Concat(Candidates.Values.Select(one => Letter(judge.Judge(one).Fate))));
    }

    [Fact]
    [Trait("CallFlow", "#90")]
    public void Judge_WhileTheReceiverIsUnknown_DecidesExactlyWhatIsTheSameForAll()
    {
        foreach (var (wishes, from, candidate) in Cases())
        {
            var policy = Policy(wishes);
            var each = Known.Where(to => to is not ("vpn" or "guest")).Select(to => policy.Fate(from, to, candidate).Split(' ')[0]).Distinct().ToList();

            Assert.Equal(each is [var one] ? one : "Hold", policy.Fate(from, "later", candidate).Split(' ')[0]);
        }
    }

    [Fact]
    [Trait("CallFlow", "#94")]
    public void Judge_OfAPlaceInDoubt_IsNeverLaxerThanAnyItMayBe()
    {
        foreach (var (wishes, to, candidate) in Cases())
        {
            var policy = Policy(wishes);
            if (policy.Fate("hq", to, candidate).StartsWith("Remove", StringComparison.Ordinal)) Assert.StartsWith("Remove", policy.Fate("unsure", to, candidate), StringComparison.Ordinal);
            foreach (var here in Known.Where(here => here != "vpn"))
            {
                if (policy.Fate(here, to, candidate).StartsWith("Remove", StringComparison.Ordinal)) Assert.StartsWith("Remove", policy.Fate("nowhere", to, candidate), StringComparison.Ordinal);
                if (policy.Fate(to, here, candidate).StartsWith("Remove", StringComparison.Ordinal)) Assert.StartsWith("Remove", policy.Fate(to, "nowhere", candidate), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    [Trait("CallFlow", "#90")]
    public void Judge_BetweenKnownPlaces_NeverHolds()
    {
        foreach (var (wishes, from, candidate) in Cases())
        {
            foreach (var to in Places.Keys.Where(to => to != "later")) Assert.DoesNotContain("Hold", Policy(wishes).Fate(from, to, candidate), StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("CallFlow", "#90")]
    public void Judge_OfWhatIsDirect_AgreesWithThePlanner()
    {
        foreach (var (wishes, from, to) in from wishes in Wishes from a in Known from b in Known select (wishes, a, b))
        {
            var policy = Policy(wishes);

            Assert.Equal(policy.Model.MustRelay(NetworkOf(from), NetworkOf(to)), policy.Fate(from, to, "mdns") is "Remove DirectExternalMediaBlocked" or "Remove RelayOnly" or "Remove PairRelayOnly" or "Remove PairForbidden");

            CustomerNetwork? NetworkOf(string name) => Places[name] is { IsInside: true, Network: { } id } ? policy.Model.Network(id) : null;
        }
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("hq-branch.direct", false)]
    [InlineData("hq.block", false)]
    [InlineData("hq.novpn", false)]
    [InlineData("pool", false)]
    public void IsOpen_OfWishes_IsWhetherThereAreAny(string wishes, bool open) => Assert.Equal(open, Policy(wishes).IsOpen);

    [Fact]
    [Trait("CallFlow", "#156")]
    public void Judge_OfWhatWasGatheredThroughTheTunnel_KnowsItByItsInterface()
    {
        var (policy, place) = (Policy("hq.novpn"), Places["net"]! with { Tunnel = ["id:3", "203.0.113.200"] });
        var judge = policy.Between(place, null);

        Assert.Equal(CandidateFate.Remove, judge.Judge(Parse("candidate:1 1 udp 1 203.0.113.10 6000 typ relay raddr 0.0.0.0 rport 0 generation 0 network-id 3")).Fate);
        Assert.Equal(CandidateFate.Remove, judge.Judge(Parse("candidate:1 1 udp 1 203.0.113.10 6000 typ relay raddr 203.0.113.200 rport 4000")).Fate);
        Assert.Equal(CandidateFate.Keep, judge.Judge(Parse("candidate:1 1 udp 1 203.0.113.10 6000 typ relay raddr 0.0.0.0 rport 0 generation 0 network-id 1")).Fate);
        Assert.Equal(CandidateFate.Keep, judge.Judge(Parse("candidate:1 1 udp 1 203.0.113.10 6000 typ relay raddr 0.0.0.0 rport 0")).Fate); // hidden: cannot be judged
    }

    [Fact]
    [Trait("CallFlow", "#90")]
    public void HidesRelated_OfARelayWhoseClientMayNotBeSeen_IsSo()
    {
        var policy = Policy("hq.block");

        Assert.True(policy.Between(Places["hq"]!, null).HidesRelated(Candidates["relay"]));
        Assert.True(policy.Between(Places["hq"]!, Places["net"]).HidesRelated(Candidates["relay"]));
        Assert.False(policy.Between(Places["hq"]!, Places["hq"]).HidesRelated(Candidates["relay"]));
    }

    private static IEnumerable<(string Wishes, string Place, string Candidate)> Cases() =>
        from wishes in Wishes from place in Known from candidate in Candidates.Keys select (wishes, place, candidate);

    private static char Letter(CandidateFate fate) => fate switch { CandidateFate.Keep => '.', CandidateFate.Hold => 'h', CandidateFate.Last => 'l', _ => '-' };
}
