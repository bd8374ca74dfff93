using Signaling.Domain.Identity;
using Signaling.Domain.Network.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Storage;

/// <summary>What every store of networks does, whatever it is made of.</summary>
public abstract class NetworkStoreSpecification
{
    private static readonly TenantId Acme = new("acme"), Other = new("acme:{1}");
    private static readonly DocumentKey Hq = DocumentKey.OfNetwork("hq"), Lab = DocumentKey.OfNetwork("lab"), Numbers = DocumentKey.OfTrunk("hq");
    private int drawn;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A fresh, empty store.</summary>
    protected abstract Task<NetworkStoreUnderTest> CreateAsync();

    [Fact]
    public async Task Read_OfATenantWithoutAnything_IsEmpty()
    {
        await using var store = await CreateAsync();

        AssertEmpty(await store.One.ListAsync(Acme, Cancel));
        Assert.Empty((await store.One.ReadAsync(Acme, null, null, Cancel))!.Texts);
        Assert.Empty((await store.One.FindAsync(Acme, Hq, Cancel)).Texts);
    }

    [Fact]
    public async Task Commit_OfANewDocument_IsThereForEveryEdgeAndNoOtherTenant()
    {
        await using var store = await CreateAsync();
        var before = store.One.Now;

        var version = await PutAsync(store.One, Hq, """{"profile":"teams","ä":"\u0000😀"}""", live: "hq");

        var found = await store.Other.FindAsync(Acme, Hq, Cancel);
        Assert.Equal("""{"profile":"teams","ä":"\u0000😀"}""", found.Texts[Hq]);
        var entry = Assert.Single(found.Shelf.Entries);
        Assert.Equal((Hq, version, 37), (entry.Key, entry.Version, entry.Bytes));
        Assert.InRange(entry.ChangedAt, before - TimeSpan.FromSeconds(1), store.One.Now + TimeSpan.FromSeconds(1));
        Assert.Equal((version, "hq"), (found.Shelf.Version, found.Shelf.Live));
        AssertEmpty(await store.Other.ListAsync(Other, Cancel));
    }

    [Fact]
    public async Task Commit_OnAnotherVersion_WritesNothing()
    {
        await using var store = await CreateAsync();
        var first = await PutAsync(store.One, Hq, "1", live: "hq");
        var second = await PutAsync(store.Other, Lab, "2", live: "hq");

        foreach (var stale in new DocumentVersion?[] { null, first, new(second.Counter, "other"), new(second.Counter + 1, second.Nonce) })
        {
            Assert.Equal(ShelfResult.Stale, await store.One.CommitAsync(Commit(store.One, stale, Hq, "changed", "lab"), Cancel));
            Assert.Equal(ShelfResult.Stale, await store.One.CommitAsync(Commit(store.One, stale, Hq, null, null), Cancel));
        }

        var found = await store.Other.FindAsync(Acme, Hq, Cancel);
        Assert.Equal(("1", second, "hq"), (found.Texts[Hq], found.Shelf.Version, found.Shelf.Live));
    }

    [Fact]
    public async Task Commit_AfterItsTime_WritesNothing()
    {
        await using var store = await CreateAsync();
        await store.One.ListAsync(Acme, Cancel); // knows the store's time

        var late = Commit(store.One, null, Hq, "1", null) with { NotAfter = store.One.Now - TimeSpan.FromSeconds(5) };

        Assert.Equal(ShelfResult.TooLate, await store.One.CommitAsync(late, Cancel));
        AssertEmpty(await store.One.ListAsync(Acme, Cancel));
    }

    [Fact]
    public async Task Commit_ThatReplacesTheLiveNetwork_ChangesBothVersionsAtOnce()
    {
        await using var store = await CreateAsync();
        await PutAsync(store.One, Hq, "1", live: "hq");
        var before = (await store.One.ListAsync(Acme, Cancel)).Find(Hq)!;

        var version = await PutAsync(store.One, Lab, "2", live: "lab", replaced: "hq");

        var shelf = await store.Other.ListAsync(Acme, Cancel);
        Assert.Equal((version, version, "lab"), (shelf.Find(Hq)!.Version, shelf.Find(Lab)!.Version, shelf.Live));
        Assert.Equal((before.Bytes, before.ChangedAt), (shelf.Find(Hq)!.Bytes, shelf.Find(Hq)!.ChangedAt));
    }

    [Fact]
    public async Task Commit_ThatDeletes_LeavesTheRest()
    {
        await using var store = await CreateAsync();
        await PutAsync(store.One, Hq, "1", live: "hq");
        await PutAsync(store.One, Numbers, "t", live: "hq");

        var version = await PutAsync(store.One, Hq, null, live: null);

        var content = (await store.Other.ReadAsync(Acme, "hq", null, Cancel))!;
        Assert.Equal([(Numbers, "t")], content.Texts.Select(text => (text.Key, text.Value)));
        Assert.Equal((Numbers, version, null), (Assert.Single(content.Shelf.Entries).Key, content.Shelf.Version, content.Shelf.Live));
        await PutAsync(store.One, Numbers, null, live: null);
        Assert.Equal(ShelfResult.Stale, await store.One.CommitAsync(Commit(store.One, null, Hq, "x", null), Cancel)); // empty again, and not as if never used
    }

    [Fact]
    public async Task Read_OfTheLiveNetworkOrAnother_BringsItAndAllTrunks()
    {
        await using var store = await CreateAsync();
        await PutAsync(store.One, Hq, "hq", live: null);
        await PutAsync(store.One, Numbers, "trunk", live: null);
        Assert.Equal([Numbers], (await store.Other.ReadAsync(Acme, null, null, Cancel))!.Texts.Keys);
        await PutAsync(store.One, Lab, "lab", live: "lab");

        Assert.Equal(["lab", "trunk"], (await store.Other.ReadAsync(Acme, null, null, Cancel))!.Texts.Values.Order());
        Assert.Equal(["hq", "trunk"], (await store.Other.ReadAsync(Acme, "hq", null, Cancel))!.Texts.Values.Order());
        Assert.Equal([Hq, Lab, Numbers], (await store.Other.ListAsync(Acme, Cancel)).Entries.Select(entry => entry.Key));
    }

    [Fact]
    public async Task Read_OfWhatIsKnown_BringsNothing()
    {
        await using var store = await CreateAsync();
        var known = await PutAsync(store.One, Hq, "1", live: "hq");
        Assert.Null(await store.Other.ReadAsync(Acme, null, known, Cancel));

        await PutAsync(store.One, Numbers, "t", live: "hq");

        Assert.Equal(2, (await store.Other.ReadAsync(Acme, null, known, Cancel))!.Texts.Count);
        Assert.NotNull(await store.Other.ReadAsync(Acme, null, known with { Nonce = "other" }, Cancel));
    }

    [Fact]
    public async Task Commits_OfTwentyAtOnce_LetOneThrough()
    {
        await using var store = await CreateAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(n =>
        {
            var edge = n % 2 == 0 ? store.One : store.Other;
            return Task.Run(() => edge.CommitAsync(Commit(edge, null, DocumentKey.OfNetwork($"n{n}"), "x", $"n{n}"), Cancel));
        }));

        Assert.Equal((1, 19), (results.Count(result => result == ShelfResult.Committed), results.Count(result => result == ShelfResult.Stale)));
        Assert.Single((await store.One.ListAsync(Acme, Cancel)).Entries);
    }

    [Fact]
    public async Task Commit_OfFourMegabytes_ComesBackWhole()
    {
        await using var store = await CreateAsync();
        var text = string.Concat(Enumerable.Repeat("0123456789abcdef", 256 * 1024));

        await PutAsync(store.One, Hq, text, live: null);

        Assert.Equal(text, (await store.Other.FindAsync(Acme, Hq, Cancel)).Texts[Hq]);
    }

    private static void AssertEmpty(NetworkShelf shelf)
    {
        Assert.Empty(shelf.Entries);
        Assert.Equal(((DocumentVersion?)null, (string?)null), (shelf.Version, shelf.Live));
    }

    private async Task<DocumentVersion> PutAsync(INetworkStore edge, DocumentKey key, string? text, string? live, string? replaced = null)
    {
        var commit = Commit(edge, (await edge.ListAsync(Acme, Cancel)).Version, key, text, live) with { Replaced = replaced };
        Assert.Equal(ShelfResult.Committed, await edge.CommitAsync(commit, Cancel));
        return commit.Next;
    }

    private ShelfCommit Commit(INetworkStore edge, DocumentVersion? expected, DocumentKey key, string? text, string? live) =>
        new(Acme, expected, DocumentVersion.After(expected, $"n{Interlocked.Increment(ref drawn)}"), key, text, live, edge.Now + TimeSpan.FromSeconds(5));
}
