using Signaling.Domain.Identity;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Storage;

namespace Signaling.Api.Network;

/// <summary>The stored networks that were planned with last, as models: reading one of ten thousand ranges takes longer than planning in it. A hint: the store is asked for the version each time.</summary>
/// <param name="capacity">Models kept; the least recently used goes first.</param>
internal sealed class ModelCache(int capacity)
{
    private readonly Lock gate = new();
    private readonly LinkedList<((TenantId, string) Key, BuiltModel Model)> byUse = new();
    private readonly Dictionary<(TenantId, string), LinkedListNode<((TenantId, string) Key, BuiltModel Model)>> byKey = [];

    /// <summary>The model of a tenant's network; null when it is not at hand.</summary>
    public BuiltModel? Find(TenantId tenant, string network)
    {
        lock (gate)
        {
            if (!byKey.TryGetValue((tenant, network), out var node)) return null;
            byUse.Remove(node);
            byUse.AddFirst(node);
            return node.Value.Model;
        }
    }

    /// <summary>Keeps a model.</summary>
    public void Put(TenantId tenant, string network, BuiltModel model)
    {
        lock (gate)
        {
            if (byKey.Remove((tenant, network), out var old)) byUse.Remove(old);
            byKey[(tenant, network)] = byUse.AddFirst(((tenant, network), model));
            if (byKey.Count <= capacity) return;
            byKey.Remove(byUse.Last!.Value.Key);
            byUse.RemoveLast();
        }
    }
}

/// <summary>A stored network with the stored trunks, built.</summary>
/// <param name="Version">The version of the tenant's shelf that it was built from.</param>
/// <param name="Model">The model.</param>
internal sealed record BuiltModel(DocumentVersion Version, NetworkModel Model);
