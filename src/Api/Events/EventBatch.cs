using System.Collections.Immutable;
using Signaling.Api.Wire;
using Signaling.Domain.Events;

namespace Signaling.Api.Events;

/// <summary>Events ready for the wire.</summary>
/// <param name="Events">Each event's cursor and JSON, in order.</param>
/// <param name="Cursor">Where the device stands after them: beyond the last one, when others were not for it.</param>
internal sealed record EventBatch(ImmutableArray<(Cursor Cursor, ReadOnlyMemory<byte> Json)> Events, Cursor Cursor)
{
    /// <summary>The events as one JSON array.</summary>
    public RawJsonArray ToArray()
    {
        if (Events.IsEmpty) return default;
        if (Events.Length == 1) return new RawJsonArray(Events[0].Json);

        var inside = new byte[Events.Sum(e => e.Json.Length + 1)];
        var length = 0;
        foreach (var (_, json) in Events)
        {
            if (length > 0) inside[length++] = (byte)',';
            json.CopyTo(inside.AsMemory(length));
            length += json.Length;
        }

        return new RawJsonArray(inside.AsMemory(0, length));
    }
}
