using Microsoft.Extensions.Options;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Storage;

namespace Signaling.Api.Network;

/// <summary>The network that each tenant's live calls follow, with its stored trunks, at hand as a model.</summary>
/// <remarks>What is at hand is at most <see cref="NetworkOptions.CacheFor"/> old, and then asked after by version; while the store is away, or slow to answer, it is used all the same.</remarks>
internal sealed class LiveNetworks(INetworkStore store, IOptions<NetworkOptions> options, TimeProvider clock, ILogger<LiveNetworks> logger)
{
    // A command has under two seconds in all, and its own step in the store comes after this.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private readonly Lock gate = new();
    private readonly LinkedList<LiveNetwork> byUse = new();
    private readonly Dictionary<TenantId, LinkedListNode<LiveNetwork>> byTenant = [];

    /// <summary>A tenant's live network; null when it has none. Mostly answered at once.</summary>
    /// <exception cref="StoreUnavailableException">The store is away, and this edge does not know the network, or only as it was before a change made here.</exception>
    public ValueTask<NetworkModel?> OfAsync(TenantId tenant, CancellationToken cancel)
    {
        Task<NetworkModel?> reading;
        KnownNetwork? known;
        lock (gate)
        {
            var network = Use(tenant);
            if (network.Known is { } fresh && clock.GetElapsedTime(fresh.At) < options.Value.CacheFor) return new(fresh.Model);
            reading = network.Reading ??= ReadAsync(network); // once, for everyone who asks meanwhile
            known = network.IsChanged ? null : network.Known;
        }

        return new(known is null ? reading.WaitAsync(cancel) : InTimeAsync(reading, known, cancel));
    }

    /// <summary>Has the network read again before it is next used, after a change made here.</summary>
    public void Changed(TenantId tenant)
    {
        lock (gate)
        {
            if (!byTenant.TryGetValue(tenant, out var node)) return;
            var network = node.Value;
            network.Reading = null; // one under way may have come before the change
            network.Reads++;
            network.IsChanged = true;
            if (network.Known is { } known) network.Known = known with { At = clock.GetTimestamp() - (long)(options.Value.CacheFor.TotalSeconds * clock.TimestampFrequency) - 1 };
        }
    }

    private async Task<NetworkModel?> InTimeAsync(Task<NetworkModel?> reading, KnownNetwork known, CancellationToken cancel)
    {
        try
        {
            return await reading.WaitAsync(Patience, clock, cancel);
        }
        catch (TimeoutException)
        {
            return known.Model; // the reading goes on, for those who come later
        }
    }

    private LiveNetwork Use(TenantId tenant)
    {
        if (byTenant.TryGetValue(tenant, out var node)) byUse.Remove(node);
        else
        {
            node = byTenant[tenant] = new(new LiveNetwork(tenant));
            if (byTenant.Count > options.Value.CachedTenants)
            {
                byTenant.Remove(byUse.Last!.Value.Tenant);
                byUse.RemoveLast();
            }
        }

        byUse.AddFirst(node);
        return node.Value;
    }

    private async Task<NetworkModel?> ReadAsync(LiveNetwork network)
    {
        await Task.Yield(); // out of the lock
        int read;
        KnownNetwork? before;
        bool changed; // by this edge: whoever changed it has been told so, and what was before stands no longer
        lock (gate) (read, before, changed) = (network.Reads, network.Known, network.IsChanged);
        try
        {
            var content = await store.ReadAsync(network.Tenant, network: null, before?.Version, CancellationToken.None);
            return Keep(network, read, content is null ? before! with { At = clock.GetTimestamp() } : Build(network.Tenant, content));
        }
        catch (StoreUnavailableException) when (before is not null && !changed)
        {
            LiveNetworkLog.StoreAway(logger, network.Tenant.Value);
            return Keep(network, read, before with { At = clock.GetTimestamp() });
        }
        catch
        {
            lock (gate) if (network.Reads == read) network.Reading = null;
            throw;
        }
    }

    // What was read before a change must not stand after it.
    private NetworkModel? Keep(LiveNetwork network, int read, KnownNetwork known)
    {
        lock (gate)
        {
            if (network.Reads == read) (network.Known, network.Reading, network.IsChanged) = (known, null, false);
        }

        return known.Model;
    }

    private KnownNetwork Build(TenantId tenant, ShelfContent content)
    {
        var at = clock.GetTimestamp();
        if (content.Live() is not { } document) return new(null, content.Shelf.Version, at);
        if (MergedNetwork.TryBuild(tenant.Value, document, content.Trunks(), out var model, out var wrong)) return new(model, content.Shelf.Version, at);

        // It held together when it was stored, by the rules of another version. Calls that its owner meant to restrict are not let through unrestricted.
        LiveNetworkLog.Invalid(logger, tenant.Value, content.Shelf.Live!, wrong[0].Path, wrong[0].Detail);
        throw new InvalidDataException($"The live network `{content.Shelf.Live}` does not hold together: {wrong[0].Path}: {wrong[0].Detail}");
    }

    private sealed class LiveNetwork(TenantId tenant)
    {
        public TenantId Tenant => tenant;
        public KnownNetwork? Known;
        public Task<NetworkModel?>? Reading;
        public bool IsChanged; // by this edge, which has not read it since
        public int Reads; // advanced by a change, so that a reading begun before it is not kept
    }

    private sealed record KnownNetwork(NetworkModel? Model, DocumentVersion? Version, long At);
}

/// <summary>What is logged of live networks.</summary>
internal static partial class LiveNetworkLog
{
    [LoggerMessage(7101, LogLevel.Warning, "The store is away; calls of tenant {Tenant} follow the live network that this edge knows", EventName = "LiveNetworkAged")]
    public static partial void StoreAway(ILogger logger, string tenant);

    [LoggerMessage(7102, LogLevel.Error, "The live network {Network} of tenant {Tenant} does not hold together by this version's rules: {Path}: {Detail} Store it again, corrected", EventName = "LiveNetworkInvalid")]
    public static partial void Invalid(ILogger logger, string tenant, string network, string path, string detail);
}
