using System.Collections.Immutable;
using System.Text;
using Signaling.Domain.Identity;
using Signaling.Domain.Network.Storage;

namespace Signaling.Infrastructure.Embedded;

/// <summary>Networks and trunks in the memory of this process. It keeps to everything that the Redis store does; each step is atomic by one lock.</summary>
/// <param name="clock">Its time is the store's.</param>
public sealed class EmbeddedNetworkStore(TimeProvider clock) : INetworkStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<TenantId, (NetworkShelf Shelf, ImmutableDictionary<DocumentKey, string> Texts)> shelves = [];

    public DateTimeOffset Now => clock.GetUtcNow();

    public Task<NetworkShelf> ListAsync(TenantId tenant, CancellationToken cancel) => AtOnce(() => Of(tenant).Shelf, cancel);

    public Task<ShelfContent> FindAsync(TenantId tenant, DocumentKey key, CancellationToken cancel) => AtOnce(() => Content(tenant, one => one == key), cancel);

    public Task<ShelfContent?> ReadAsync(TenantId tenant, string? network, DocumentVersion? known, CancellationToken cancel) => AtOnce(() =>
    {
        var shelf = Of(tenant).Shelf;
        var id = network ?? shelf.Live;
        return known is not null && shelf.Version == known ? null
            : Content(tenant, key => key.Kind == DocumentKind.Trunk || (key.Kind == DocumentKind.Network && key.Id == id));
    }, cancel);

    public Task<ShelfResult> CommitAsync(ShelfCommit commit, CancellationToken cancel) => AtOnce(() =>
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(Now.ToUnixTimeMilliseconds());
        var (shelf, texts) = Of(commit.Tenant);
        if (now > commit.NotAfter) return ShelfResult.TooLate;
        if (shelf.Version != commit.Expected) return ShelfResult.Stale;

        var entries = shelf.Entries.Where(entry => entry.Key != commit.Key)
            .Select(entry => commit.Replaced is { } id && entry.Key == DocumentKey.OfNetwork(id) ? entry with { Version = commit.Next } : entry);
        if (commit.Text is { } text) entries = entries.Append(new ShelfEntry(commit.Key, commit.Next, now, Encoding.UTF8.GetByteCount(text)));
        shelves[commit.Tenant] = (
            new NetworkShelf(commit.Next, commit.Live, [.. entries.OrderBy(entry => entry.Key.Kind).ThenBy(entry => entry.Key.Id, StringComparer.Ordinal)]),
            commit.Text is null ? texts.Remove(commit.Key) : texts.SetItem(commit.Key, commit.Text));
        return ShelfResult.Committed;
    }, cancel);

    private (NetworkShelf Shelf, ImmutableDictionary<DocumentKey, string> Texts) Of(TenantId tenant) =>
        shelves.TryGetValue(tenant, out var found) ? found : (NetworkShelf.Empty, ImmutableDictionary<DocumentKey, string>.Empty);

    private ShelfContent Content(TenantId tenant, Func<DocumentKey, bool> asked)
    {
        var (shelf, texts) = Of(tenant);
        return new ShelfContent(shelf, texts.Where(text => asked(text.Key)).ToImmutableDictionary());
    }

    private Task<T> AtOnce<T>(Func<T> step, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested) return Task.FromCanceled<T>(cancel);

        lock (gate) return Task.FromResult(step());
    }
}
