using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Signaling.Api.Network;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Storage;
using Signaling.Infrastructure.Embedded;
using Xunit;

namespace Signaling.Api.Tests.Network;

/// <summary>What an edge knows of live networks: how old it may be, and what counts while the store is away.</summary>
public sealed class LiveNetworksTests
{
    private static readonly TenantId Acme = new("acme");
    private readonly ManualClock clock = new();
    private readonly CountingStore store;
    private readonly LiveNetworks live;
    private int drawn;

    public LiveNetworksTests()
    {
        store = new CountingStore(new EmbeddedNetworkStore(TimeProvider.System));
        live = new LiveNetworks(store, Options.Create(new NetworkOptions { CachedTenants = 2 }), clock, NullLogger<LiveNetworks>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_ATenantWithoutANetwork_IsNoneAndAskedForOnce()
    {
        Assert.Null(await live.OfAsync(Acme, Cancel));
        Assert.Null(await live.OfAsync(Acme, Cancel));

        Assert.Equal(1, store.Reads);
    }

    [Fact]
    public async Task Of_ANetworkChangedElsewhere_IsTheNewOneAfterCacheFor()
    {
        await PutAsync(new() { Profile = ProfileName.Teams });
        var first = await live.OfAsync(Acme, Cancel);
        await PutAsync(new() { Profile = ProfileName.SfbOnline });

        clock.Now += TimeSpan.FromSeconds(4.9);
        Assert.Same(first, await live.OfAsync(Acme, Cancel));
        clock.Now += TimeSpan.FromSeconds(0.1);
        Assert.Equal(ProfileName.SfbOnline, (await live.OfAsync(Acme, Cancel))!.Profile.Name);
        clock.Now += TimeSpan.FromMinutes(1);
        var last = await live.OfAsync(Acme, Cancel);
        clock.Now += TimeSpan.FromMinutes(1);
        Assert.Same(last, await live.OfAsync(Acme, Cancel)); // asked after by version, not built again
    }

    [Fact]
    public async Task Changed_ByThisEdge_CountsAtOnce()
    {
        await PutAsync(new() { Profile = ProfileName.Teams });
        await live.OfAsync(Acme, Cancel);

        await PutAsync(null);
        live.Changed(Acme);

        Assert.Null(await live.OfAsync(Acme, Cancel));
    }

    [Fact]
    public async Task Changed_WhileAReadingIsUnderWay_IsNotOverwrittenByIt()
    {
        await PutAsync(new() { Profile = ProfileName.Teams });
        store.Hold = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = live.OfAsync(Acme, Cancel);
        await store.Held.WaitAsync(Cancel);
        var hold = store.Hold;
        store.Hold = null;
        await PutAsync(new() { Profile = ProfileName.SfbOnline });
        live.Changed(Acme);

        Assert.Equal(ProfileName.SfbOnline, (await live.OfAsync(Acme, Cancel))!.Profile.Name);
        hold.SetResult();
        Assert.Equal(ProfileName.Teams, (await slow)!.Profile.Name);
        Assert.Equal(ProfileName.SfbOnline, (await live.OfAsync(Acme, Cancel))!.Profile.Name);
    }

    [Fact]
    public async Task Of_AKnownTenant_WhileTheStoreStandsStill_DoesNotCostACommandItsTime()
    {
        await PutAsync(new() { Profile = ProfileName.Teams });
        var known = await live.OfAsync(Acme, Cancel);
        await PutAsync(new() { Profile = ProfileName.SfbOnline });
        store.Hold = new(TaskCreationOptions.RunContinuationsAsynchronously);
        clock.Now += TimeSpan.FromSeconds(5);

        Assert.Same(known, await live.OfAsync(Acme, Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancel)); // the store is still held

        store.Hold.SetResult();
        store.Hold = null;
        Assert.Equal(ProfileName.SfbOnline, (await live.OfAsync(Acme, Cancel))!.Profile.Name);
    }

    [Fact]
    public async Task Of_ATenantChangedHere_WhileTheStoreIsSlow_IsWaitedFor()
    {
        await PutAsync(new() { Profile = ProfileName.Teams });
        await live.OfAsync(Acme, Cancel);
        await PutAsync(new() { Profile = ProfileName.SfbOnline });
        live.Changed(Acme);
        store.Hold = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = live.OfAsync(Acme, Cancel).AsTask();
        await Task.WhenAny(asked, Task.Delay(TimeSpan.FromMilliseconds(600), Cancel));
        store.Hold.SetResult();

        Assert.Equal(ProfileName.SfbOnline, (await asked)!.Profile.Name);
    }

    [Fact]
    public async Task Of_ATenant_WhileTheStoreIsAway_IsTheLastKnownAndElseUnavailable()
    {
        await PutAsync(new() { Profile = ProfileName.Teams });
        var known = await live.OfAsync(Acme, Cancel);
        store.Away = true;
        clock.Now += TimeSpan.FromHours(1);

        Assert.Same(known, await live.OfAsync(Acme, Cancel));
        var reads = store.Reads;
        Assert.Same(known, await live.OfAsync(Acme, Cancel)); // and the store is left in peace for as long as ever
        Assert.Equal(reads, store.Reads);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await live.OfAsync(new("other"), Cancel));

        store.Away = false;
        Assert.Null(await live.OfAsync(new("other"), Cancel));
    }

    [Fact]
    public async Task Of_ATenantChangedHere_WhileTheStoreIsAway_IsNotWhatItWasBefore()
    {
        await PutAsync(new() { Profile = ProfileName.Teams });
        await live.OfAsync(Acme, Cancel);
        await PutAsync(new() { Profile = ProfileName.SfbOnline });
        live.Changed(Acme);
        store.Away = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await live.OfAsync(Acme, Cancel));

        store.Away = false;
        Assert.Equal(ProfileName.SfbOnline, (await live.OfAsync(Acme, Cancel))!.Profile.Name);
    }

    [Fact]
    public async Task Of_ManyAtOnce_AsksTheStoreOnce()
    {
        store.Hold = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = Enumerable.Range(0, 50).Select(_ => live.OfAsync(Acme, Cancel).AsTask()).ToArray();
        store.Hold.SetResult();
        await Task.WhenAll(all);

        Assert.Equal(1, store.Reads);
    }

    [Fact]
    public async Task Of_MoreTenantsThanAreKept_ForgetsTheLeastRecentlyUsed()
    {
        foreach (var tenant in new[] { "a", "b", "a", "c", "a" }) await live.OfAsync(new(tenant), Cancel);
        Assert.Equal(3, store.Reads);

        await live.OfAsync(new("b"), Cancel);
        Assert.Equal(4, store.Reads);
    }

    [Fact]
    public async Task Of_ANetworkWithStoredTrunks_HasThem()
    {
        await PutAsync(new() { Profile = ProfileName.Teams, Trunks = [new() { Id = "own" }] });
        var shelf = await store.ListAsync(Acme, Cancel);
        var commit = new ShelfCommit(Acme, shelf.Version, DocumentVersion.After(shelf.Version, "t"), DocumentKey.OfTrunk("numbers"), DocumentJson.Write(new Trunk { Id = "numbers" }), shelf.Live, store.Now.AddMinutes(1));
        Assert.Equal(ShelfResult.Committed, await store.CommitAsync(commit, Cancel));

        var model = await live.OfAsync(Acme, Cancel);

        Assert.NotNull(model!.Trunk("own"));
        Assert.NotNull(model.Trunk("numbers"));
        Assert.Equal("acme", model.Document.Tenant);
    }

    private async Task PutAsync(NetworkDocument? document)
    {
        var shelf = await store.ListAsync(Acme, Cancel);
        var commit = new ShelfCommit(
            Acme, shelf.Version, DocumentVersion.After(shelf.Version, $"n{drawn++}"), DocumentKey.OfNetwork("hq"), document is null ? null : DocumentJson.Write(document), document is null ? null : "hq", store.Now.AddMinutes(1));
        Assert.Equal(ShelfResult.Committed, await store.CommitAsync(commit, Cancel));
    }

    private sealed class CountingStore(INetworkStore inner) : INetworkStore
    {
        public int Reads;
        public bool Away;
        public TaskCompletionSource? Hold;
        private readonly TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Held => held.Task;

        public DateTimeOffset Now => inner.Now;

        public Task<NetworkShelf> ListAsync(TenantId tenant, CancellationToken cancel) => inner.ListAsync(tenant, cancel);

        public Task<ShelfContent> FindAsync(TenantId tenant, DocumentKey key, CancellationToken cancel) => inner.FindAsync(tenant, key, cancel);

        public async Task<ShelfContent?> ReadAsync(TenantId tenant, string? network, DocumentVersion? known, CancellationToken cancel)
        {
            Interlocked.Increment(ref Reads);
            if (Away) throw new StoreUnavailableException("away");
            var read = await inner.ReadAsync(tenant, network, known, cancel);
            if (Hold is { } hold)
            {
                held.TrySetResult();
                await hold.Task;
            }

            return read;
        }

        public Task<ShelfResult> CommitAsync(ShelfCommit commit, CancellationToken cancel) => inner.CommitAsync(commit, cancel);
    }
}
