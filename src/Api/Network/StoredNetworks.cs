using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Signaling.Api.Calls;
using Signaling.Domain.Identity;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Storage;

namespace Signaling.Api.Network;

/// <summary>Stores networks and trunks: decides on what is stored, writes if it still is, and decides again if not.</summary>
internal sealed class StoredNetworks(INetworkStore store, LiveNetworks live, IOptions<NetworkOptions> options, IOptions<CallOptions> calls, ILogger<StoredNetworks> logger)
{
    private const int Attempts = 5;
    private readonly ModelCache models = new(32);

    /// <summary>What a tenant has, without texts.</summary>
    public Task<NetworkShelf> ListAsync(TenantId tenant, CancellationToken cancel) => store.ListAsync(tenant, cancel);

    /// <summary>A document and its text; null when there is none.</summary>
    public async Task<(ShelfEntry Entry, bool Live, string Text)?> FindAsync(TenantId tenant, DocumentKey key, CancellationToken cancel)
    {
        var content = await store.FindAsync(tenant, key, cancel);
        return content.Shelf.Find(key) is { } entry && content.Texts.TryGetValue(key, out var text) ? (entry, content.Shelf.IsLive(key), text) : null;
    }

    /// <summary>A stored network with the stored trunks, or why they do not go together; null when there is no such network.</summary>
    public async Task<(NetworkModel? Model, IReadOnlyList<NetworkError> Wrong)?> FindMergedAsync(TenantId tenant, string id, CancellationToken cancel)
    {
        var known = models.Find(tenant, id);
        if (await store.ReadAsync(tenant, id, known?.Version, cancel) is not { } content) return (known!.Model, []);
        if (content.Network(id) is not { } document) return null;

        if (MergedNetwork.TryBuild(tenant.Value, document, content.Trunks(), out var model, out var wrong)) models.Put(tenant, id, new(content.Shelf.Version!.Value, model!));
        return (model, wrong);
    }

    /// <summary>Carries a command out, or says why not.</summary>
    /// <param name="by">Who asks, for the log.</param>
    public async Task<ShelfOutcome> DoAsync(TenantId tenant, UserId by, ShelfCommand command, CancellationToken cancel)
    {
        var text = command switch
        {
            ShelfCommand.PutNetwork put => DocumentJson.Write(put.Document),
            ShelfCommand.PutTrunk put   => DocumentJson.Write(put.Trunk with { Id = put.Id }),
            _                           => null,
        };
        if (text is not null && Encoding.UTF8.GetByteCount(text) > options.Value.MaxBytes) return new ShelfOutcome.TooLarge(options.Value.MaxBytes);

        var since = Stopwatch.GetTimestamp();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var content = (await store.ReadAsync(tenant, network: null, known: null, cancel))!;
            var decision = ShelfRules.Decide(tenant.Value, content.Shelf, content.Live(), content.Trunks(), command);
            if (decision is not ShelfDecision.Allowed allowed) return new ShelfOutcome.NotDone(decision);

            var next = DocumentVersion.After(content.Shelf.Version, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(9)));
            var commit = new ShelfCommit(tenant, content.Shelf.Version, next, command.Key, text, allowed.Live, Standstill.NotAfter(store.Now + calls.Value.CommandTimeout, since)) { Replaced = allowed.Replaced };
            switch (await store.CommitAsync(commit, cancel))
            {
                case ShelfResult.Committed:
                    live.Changed(tenant);
                    StoredNetworkLog.Changed(logger, tenant.Value, by.Value, text is null ? "deleted" : "stored", command.Key.Kind, command.Key.Id, allowed.Live ?? "none");
                    return new ShelfOutcome.Done(next, allowed.Live == command.Key.Id && command.Key.Kind == DocumentKind.Network, allowed.Created);
                case ShelfResult.TooLate:
                    return new ShelfOutcome.TooLate();
            }
        }

        return new ShelfOutcome.Busy();
    }
}

/// <summary>What became of a <see cref="ShelfCommand"/>.</summary>
internal abstract record ShelfOutcome
{
    private ShelfOutcome() { }

    /// <summary>It is done.</summary>
    public sealed record Done(DocumentVersion Version, bool Live, bool Created) : ShelfOutcome;

    /// <summary>The rules do not allow it.</summary>
    public sealed record NotDone(ShelfDecision Why) : ShelfOutcome;

    /// <summary>The document is larger than is stored.</summary>
    public sealed record TooLarge(int MaxBytes) : ShelfOutcome;

    /// <summary>The store took too long; nothing was changed.</summary>
    public sealed record TooLate : ShelfOutcome;

    /// <summary>Others changed the same tenant's documents again and again; nothing was changed.</summary>
    public sealed record Busy : ShelfOutcome;
}

/// <summary>What is logged of stored networks.</summary>
internal static partial class StoredNetworkLog
{
    [LoggerMessage(7103, LogLevel.Information, "{User} of tenant {Tenant} {Did} the {Kind} {Id}; live now: {Live}", EventName = "NetworkChanged")]
    public static partial void Changed(ILogger logger, string tenant, string user, string did, DocumentKind kind, string id, string live);
}
