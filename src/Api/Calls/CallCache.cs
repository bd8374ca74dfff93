using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;

namespace Signaling.Api.Calls;

/// <summary>The calls that this edge touched last, so that a change of one takes a single round trip. A hint, never a truth:
/// the store compares versions, and a refusal is decided again on what it holds.</summary>
/// <param name="capacity">Calls kept; the least recently used goes first.</param>
internal sealed class CallCache(int capacity)
{
    private readonly Lock gate = new();
    private readonly LinkedList<StoredCall> byUse = new();
    private readonly Dictionary<CallId, LinkedListNode<StoredCall>> byId = [];

    public StoredCall? Find(TenantId tenant, CallId id)
    {
        lock (gate)
        {
            if (!byId.TryGetValue(id, out var node) || node.Value.Call.Tenant != tenant) return null;
            byUse.Remove(node);
            byUse.AddFirst(node);
            return node.Value;
        }
    }

    /// <summary>Keeps what the store held a moment ago; what is over is of no more use.</summary>
    public void Put(StoredCall stored)
    {
        lock (gate)
        {
            if (byId.Remove(stored.Call.Id, out var old)) byUse.Remove(old);
            if (stored.Call.Phase is CallPhase.Ended) return;
            byId[stored.Call.Id] = byUse.AddFirst(stored);
            if (byId.Count <= capacity) return;
            byId.Remove(byUse.Last!.Value.Call.Id);
            byUse.RemoveLast();
        }
    }
}
