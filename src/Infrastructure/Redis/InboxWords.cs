using System.Collections.Immutable;
using System.Text;
using Signaling.Domain.Calls;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Infrastructure.Redis;

/// <summary>Reads inbox entries, as streams hold them and as scripts announce them (<c>inbox.part.lua</c>).</summary>
internal static class InboxWords
{
    /// <summary>Reads an <c>XRANGE</c>.</summary>
    public static ImmutableArray<InboxEntry> ReadEntries(RedisReply range) => [.. range.Items.Select(ReadEntry)];

    /// <summary>The cursor of the entry at <paramref name="position"/>.</summary>
    public static Cursor At(string position, string nonce) =>
        Cursor.TryParse($"{position}.{nonce}", out var cursor) ? cursor : throw new InvalidDataException("An inbox entry has no place.");

    /// <summary>A cursor; null of an empty one.</summary>
    public static Cursor? ReadCursor(string text) => Cursor.TryParse(text, out var cursor) ? cursor : null;

    /// <summary>Reads a word from another edge: a line <c>user previous</c>, and for each entry a line
    /// <c>cursor devices call description length</c> and its body; or a line <c>user device displaced</c>; null of anything else.</summary>
    public static Announcement? ReadWord(byte[] word)
    {
        var left = word.AsMemory();
        var first = ReadLine(ref left);
        if (first is [var owner, var device, "displaced"]) return new Announcement(RedisKeys.ParseNames(owner), default, [], new DeviceId(device));
        if (first is not [var user, var previous] || ReadCursor(previous) is not { } stood) return null;

        var entries = ImmutableArray.CreateBuilder<InboxEntry>();
        while (!left.IsEmpty)
        {
            if (ReadLine(ref left) is not [var place, var devices, var call, var description, var length]
                || ReadCursor(place) is not { } cursor || !int.TryParse(length, out var size) || size >= left.Length) return null;
            entries.Add(new InboxEntry(cursor, DeviceFilter.Parse(devices), left[..size], new CallId(call), CallFields.ParseDescription(description)));
            left = left[(size + 1)..];
        }
        return new Announcement(RedisKeys.ParseNames(user), stood, entries.ToImmutable());
    }

    private static InboxEntry ReadEntry(RedisReply entry)
    {
        var (position, fields) = (entry.Items[0].Text, entry.Items[1].Items); // p, n, d, b, c, r, s: name and value of each
        return new InboxEntry(
            At(position, fields[3].Text), DeviceFilter.Parse(fields[5].Text), fields[7].Bytes, new CallId(fields[9].Text), CallFields.ParseDescription(fields[11].Text));
    }

    private static string[]? ReadLine(ref Memory<byte> left)
    {
        var end = left.Span.IndexOf((byte)'\n');
        if (end < 0) return null;

        var line = Encoding.UTF8.GetString(left.Span[..end]);
        left = left[(end + 1)..];
        return line.Split(' ');
    }
}
