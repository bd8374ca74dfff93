using Signaling.Domain.Network;
using Signaling.Domain.Network.Endpoints;
using Xunit;
using static Signaling.Domain.Network.NetworkErrorCode;

namespace Signaling.Domain.Tests.Network.Endpoints;

/// <summary>What a firewall has to let through, which of it a private circuit can carry, and what is remembered of changes.</summary>
public sealed class EndpointCatalogueTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly EndpointEntry Edge = Entry(TrafficCategory.Signaling, "eu.example", 443), Relay = Entry(TrafficCategory.Relay, "turn.example", 3478);

    public static TheoryData<ProfileName, TrafficCategory, bool> Table()
    {
        var rows = new TheoryData<ProfileName, TrafficCategory, bool>();
        foreach (var profile in Enum.GetValues<ProfileName>())
        {
            foreach (var category in TrafficCategories.All)
            {
                rows.Add(profile, category, profile != ProfileName.Acs && category switch
                {
                    TrafficCategory.Signaling or TrafficCategory.Relay or TrafficCategory.Media => true,
                    TrafficCategory.Telemetry => profile == ProfileName.Teams,
                    _ => false,
                });
            }
        }

        return rows;
    }

    [Theory, MemberData(nameof(Table))]
    [Trait("CallFlow", "#180"), Trait("CallFlow", "#245")]
    public void PathOf_EachCategoryWithACircuit_IsTheCircuitOnlyWhereItMayBe(ProfileName profile, TrafficCategory category, bool circuit)
    {
        Feature[] features = profile == ProfileName.Acs ? [] : [Feature.PrivateCircuit];

        Assert.Equal(circuit ? PathSegment.ExpressRoute : PathSegment.Internet, TrafficCategories.PathOf(category, Networks.With(profile, features).Model()));
        Assert.Equal(PathSegment.Internet, TrafficCategories.PathOf(category, Networks.With(profile).Model())); // with the circuit off, always
    }

    [Fact]
    [Trait("CallFlow", "#161"), Trait("CallFlow", "#307"), Trait("CallFlow", "#178")]
    public void Of_ADeploymentAndANetwork_HasBothOnceWithRanges()
    {
        var document = Networks.Plain with
        {
            RelayPools = [new() { Prefixes = ["203.0.113.0/28"] }, new() { Owner = RelayOwner.FederatedTenant, Prefixes = ["192.0.2.0/28"] }],
            Endpoints = [new() { Category = TrafficCategory.CertificateRevocation, Host = "crl.example.com", Protocol = PerimeterProtocol.Tcp, Ports = [80] }],
        };
        EndpointEntry known = Entry(TrafficCategory.Relay, "TURN.eu.example", 3478) with { Purpose = "the deployment's own" };

        var all = EndpointCatalogue.Of([known], document.Model());

        Assert.Equal(
            ["Relay Udp TURN.eu.example  3478", "Signaling Tcp eu.example  443", "Relay Tcp turn.eu.example  443", "Media Udp 203.0.113.10  ", "Signaling Tcp asia.example  443", "Relay Udp turn.asia.example  3478,3479,3480,3481",
             "Relay Tcp turn.asia.example  443", "Media Udp 203.0.113.20  ", "Relay Udp  203.0.113.0/28 3478,3479,3480,3481", "Relay Tcp  203.0.113.0/28 443", "CertificateRevocation Tcp crl.example.com  80"],
            all.Select(one => $"{one.Category} {one.Protocol} {one.Host} {string.Join(',', one.Addresses)} {string.Join(',', one.Ports)}"));
        Assert.Equal([known], EndpointCatalogue.Of([known, known], null));
    }

    [Fact]
    [Trait("CallFlow", "#307")]
    public void Check_OfEndpointsNowhereOrWithoutPorts_NamesEach()
    {
        var document = new NetworkDocument { Endpoints = [new() { Ports = [443] }, new() { Host = "a b", Ports = [443] }, new() { Prefixes = ["10.0.0.1/8"], Ports = [0] }, new() { Host = "*.example.com", Ports = [] }] };

        Assert.Equal(
            [(ValueMissing, "endpoints[0]"), (ValueOutOfRange, "endpoints[1].host"), (PrefixInvalid, "endpoints[2].prefixes[0]"), (ValueOutOfRange, "endpoints[2].ports"), (ValueOutOfRange, "endpoints[3].ports")],
            NetworkRules.Check(document).Select(one => (one.Code, one.Path)));
    }

    [Fact]
    [Trait("CallFlow", "#161")]
    public void Record_OfChanges_SaysWhatCameAndWhatWent()
    {
        var first = EndpointJournal.Record(null, "a", [Edge], Noon);
        var second = EndpointJournal.Record(first, "b", [Edge, Relay], Noon.AddHours(1));
        var third = EndpointJournal.Record(second, "c", [Relay], Noon.AddHours(2));

        Assert.Same(third, EndpointJournal.Record(third, "c", [Relay with { Purpose = "other words" }], Noon.AddHours(3)));
        Assert.Equal([("b", 1, 0), ("c", 0, 1)], third.Since("a")!.Select(change => (change.After, change.Added.Count, change.Removed.Count)));
        Assert.Equal([Edge], Assert.Single(third.Since("b")!).Removed);
        Assert.Empty(third.Since("c")!);
        Assert.Null(third.Since("z"));
    }

    [Fact]
    public void Record_OfAChangeSoonTakenBack_ForgetsIt()
    {
        var before = EndpointJournal.Record(null, "a", [Edge], Noon);
        var other = EndpointJournal.Record(before, "b", [Edge, Relay], Noon.AddHours(1));

        Assert.Empty(EndpointJournal.Record(other, "a", [Edge], Noon.AddHours(1).AddMinutes(9)).Changes);
        Assert.Equal(2, EndpointJournal.Record(other, "a", [Edge], Noon.AddHours(1).AddMinutes(11)).Changes.Count);
    }

    [Fact]
    public void Record_OfManyChanges_KeepsTheLast()
    {
        var journal = EndpointJournal.Record(null, "0", [Edge], Noon);
        for (var n = 1; n <= 200; n++) journal = EndpointJournal.Record(journal, $"{n}", [Entry(TrafficCategory.Relay, $"r{n}", 3478)], Noon.AddHours(n));

        Assert.Equal((EndpointJournal.MaxChanges, "200"), (journal.Changes.Count, journal.Changes[^1].After));
        Assert.Null(journal.Since("100"));
        Assert.Equal(EndpointJournal.MaxChanges, journal.Since("150")!.Count);
    }

    private static EndpointEntry Entry(TrafficCategory category, string host, int port) =>
        new(category, category == TrafficCategory.Relay ? PerimeterProtocol.Udp : PerimeterProtocol.Tcp, host, [], [port], null, false, "");
}
