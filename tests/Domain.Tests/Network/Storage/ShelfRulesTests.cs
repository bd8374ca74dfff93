using Signaling.Domain.Network;
using Signaling.Domain.Network.Storage;
using Xunit;

namespace Signaling.Domain.Tests.Network.Storage;

/// <summary>What may be stored, as a table, and what the documents must be like together.</summary>
public sealed class ShelfRulesTests
{
    private static readonly DocumentVersion One = new(1, "a"), Two = new(2, "b");
    private static readonly NetworkShelf Empty = NetworkShelf.Empty, HqIsLive = Shelf("hq", Entry("hq", One)), LabIsDraft = Shelf("hq", Entry("hq", One), Entry("lab", Two));

    private static readonly (string What, NetworkShelf Shelf, ShelfCommand Command, string Outcome)[] Table =
    [
        ("the first network",               Empty,      Put("hq"),                                            "new, live hq"),
        ("the first network, as a draft",   Empty,      Put("hq", draft: true),                               "new, live -"),
        ("the live one again",              HqIsLive,   Put("hq"),                                            "changed, live hq"),
        ("the live one as a draft",         HqIsLive,   Put("hq", draft: true),                               "NetworkIsLive"),
        ("another beside the live one",     HqIsLive,   Put("lab"),                                           "AnotherNetworkLive hq"),
        ("another as a draft",              HqIsLive,   Put("lab", draft: true),                              "new, live hq"),
        ("another in its place",            HqIsLive,   Put("lab", replaces: "hq"),                           "new, live lab, no longer hq"),
        ("a draft in its place",            LabIsDraft, Put("lab", replaces: "hq"),                           "changed, live lab, no longer hq"),
        ("in the place of what is not live", LabIsDraft, Put("lab", replaces: "lab"),                         "AnotherNetworkLive hq"),
        ("replacing itself",                HqIsLive,   Put("hq", replaces: "hq"),                            "changed, live hq"),
        ("a draft goes live when none is",  Shelf(null, Entry("lab", Two)), Put("lab"),                       "changed, live lab"),
        ("of the version that is there",    HqIsLive,   Put("hq", when: new(Match: One)),                     "changed, live hq"),
        ("of another version",              HqIsLive,   Put("hq", when: new(Match: Two)),                     "VersionMismatch"),
        ("of a version, and there is none", Empty,      Put("hq", when: new(Match: One)),                     "VersionMismatch"),
        ("only new, and it is there",       HqIsLive,   Put("hq", when: new(MustBeNew: true)),                "VersionMismatch"),
        ("only new, and it is",             Empty,      Put("hq", when: new(MustBeNew: true)),                "new, live hq"),
        ("only there, and it is not",       Empty,      Put("hq", when: new(MustExist: true)),                "VersionMismatch"),
        ("one too many",                    Full(),     Put("lab", draft: true),                              "TooManyNetworks"),
        ("one of those when full",          Full(),     Put("n3", draft: true),                               "changed, live hq"),
        ("delete the live one",             LabIsDraft, new ShelfCommand.Delete(Key("hq"), ShelfCondition.None), "changed, live -"),
        ("delete a draft",                  LabIsDraft, new ShelfCommand.Delete(Key("lab"), ShelfCondition.None), "changed, live hq"),
        ("delete what is not there",        HqIsLive,   new ShelfCommand.Delete(Key("lab"), ShelfCondition.None), "NetworkNotFound"),
        ("delete no trunk",                 HqIsLive,   new ShelfCommand.Delete(DocumentKey.OfTrunk("hq"), ShelfCondition.None), "TrunkNotFound"),
        ("delete another version",          HqIsLive,   new ShelfCommand.Delete(Key("hq"), new(Match: Two)),  "VersionMismatch"),
        ("a trunk beside no network",       Empty,      new ShelfCommand.PutTrunk("pstn", new(), ShelfCondition.None), "new, live -"),
        ("a trunk beside the live one",     HqIsLive,   new ShelfCommand.PutTrunk("pstn", new() { Id = "pstn" }, ShelfCondition.None), "new, live hq"),
        ("a trunk of another name",         HqIsLive,   new ShelfCommand.PutTrunk("pstn", new() { Id = "other" }, ShelfCondition.None), "invalid: id"),
        ("a trunk in an unknown network",   HqIsLive,   new ShelfCommand.PutTrunk("pstn", new() { Network = "branch" }, ShelfCondition.None), "invalid: network"),
        ("a document that is wrong",        Empty,      new ShelfCommand.PutNetwork("hq", new() { CustomerNetworks = [new()] }, false, null, ShelfCondition.None), "invalid: customerNetworks[0].id"),
        ("a document of another tenant",    Empty,      new ShelfCommand.PutNetwork("hq", new() { Tenant = "fabrikam" }, false, null, ShelfCondition.None), "invalid: tenant"),
    ];

    public static TheoryData<string> Rows => [.. Table.Select(row => row.What)];

    [Theory, MemberData(nameof(Rows))]
    public void Decide_ForEachRowOfTheTable_GivesItsOutcome(string what)
    {
        var (_, shelf, command, outcome) = Table.Single(row => row.What == what);

        Assert.Equal(outcome, Describe(ShelfRules.Decide("contoso", shelf, shelf.Live is null ? null : Networks.Plain, [], command)));
    }

    [Fact]
    [Trait("CallFlow", "#122")]
    public void Decide_OnATrunkThatTheLiveNetworkHasNoFeatureFor_NamesItsOwnPath()
    {
        var decision = ShelfRules.Decide("contoso", HqIsLive, Networks.Plain, [], new ShelfCommand.PutTrunk("sbc", Networks.Sbcs[1] with { Id = "" }, ShelfCondition.None));

        Assert.Equal("invalid: kind", Describe(decision));
        Assert.Equal("new, live -", Describe(ShelfRules.Decide("contoso", Empty, null, [], new ShelfCommand.PutTrunk("sbc", Networks.Sbcs[1] with { Id = "" }, ShelfCondition.None))));
    }

    [Fact]
    public void Decide_OnANetworkThatDoesNotFitTheStoredTrunks_NamesThemByTheirNames()
    {
        Trunk stored = Networks.Sbcs[1] with { Id = "pstn", Network = "branch" };

        var decision = ShelfRules.Decide("contoso", Empty, null, [new() { Id = "numbers" }, stored], Put("hq"));

        Assert.Equal("invalid: trunks/numbers.id trunks/pstn.network trunks/pstn.kind", Describe(decision)); // the document has a trunk `numbers` of its own
    }

    private static string Describe(ShelfDecision decision) => decision switch
    {
        ShelfDecision.Allowed done    => $"{(done.Created ? "new" : "changed")}, live {done.Live ?? "-"}{(done.Replaced is { } other ? $", no longer {other}" : "")}",
        ShelfDecision.Refused refused => $"{refused.Error} {refused.Other}".Trim(),
        ShelfDecision.Invalid invalid => $"invalid: {string.Join(' ', invalid.Wrong.Select(one => one.Path))}",
        _                             => "?",
    };

    private static ShelfCommand.PutNetwork Put(string id, bool draft = false, string? replaces = null, ShelfCondition? when = null) =>
        new(id, Networks.Plain, draft, replaces, when ?? ShelfCondition.None);

    private static DocumentKey Key(string id) => DocumentKey.OfNetwork(id);

    private static ShelfEntry Entry(string id, DocumentVersion version) => new(Key(id), version, DateTimeOffset.UnixEpoch, 2);

    private static NetworkShelf Shelf(string? live, params ShelfEntry[] entries) => new(Two, live, [.. entries]);

    private static NetworkShelf Full() => Shelf("hq", [Entry("hq", One), .. Enumerable.Range(1, ShelfRules.MaxNetworks - 1).Select(n => Entry($"n{n}", One))]);
}
