using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Signaling.Api.Calls;
using Signaling.Api.Network;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Domain.Network.Endpoints;
using Signaling.Domain.Network.Storage;

namespace Signaling.Api.Edges;

/// <summary>Notices when the catalogue of endpoints changes, and remembers it with the tenant's networks.</summary>
internal sealed class EndpointChanges(INetworkStore store, IOptions<CallOptions> calls)
{
    private const int Attempts = 3;

    /// <summary>The version of a catalogue: the same entries have the same, on every edge.</summary>
    public static string VersionOf(IEnumerable<EndpointEntry> catalogue) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', catalogue.Select(entry => entry.Key).Order(StringComparer.Ordinal)))).AsSpan(0, 8));

    /// <summary>What is remembered, with the catalogue as it is now; null when the store is away.</summary>
    public async Task<EndpointJournal?> NoteAsync(TenantId tenant, IReadOnlyList<EndpointEntry> catalogue, CancellationToken cancel)
    {
        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var content = await store.FindAsync(tenant, DocumentKey.OfEndpoints, cancel);
                var before = content.Texts.TryGetValue(DocumentKey.OfEndpoints, out var text) ? DocumentJson.Read<EndpointJournal>(text) : null;
                var now = EndpointJournal.Record(before, VersionOf(catalogue), catalogue, store.Now);
                if (now == before) return now;

                var (shelf, nonce) = (content.Shelf, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(9)));
                var commit = new ShelfCommit(
                    tenant, shelf.Version, DocumentVersion.After(shelf.Version, nonce), DocumentKey.OfEndpoints, DocumentJson.Write(now), shelf.Live, store.Now + calls.Value.CommandTimeout);
                if (await store.CommitAsync(commit, cancel) == ShelfResult.Committed) return now;
            }
        }
        catch (StoreUnavailableException)
        {
            // The list itself does not need the store.
        }

        return null;
    }
}
