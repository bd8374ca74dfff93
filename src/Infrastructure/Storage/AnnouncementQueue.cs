using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Infrastructure.Storage;

/// <summary>Words of grown inboxes on their way to the one reader at this edge, bounded without losing any: when the reader falls
/// behind, what no longer fits is told as one word a user without entries, upon which that inbox is read.</summary>
/// <param name="capacity">Words that are kept whole.</param>
internal sealed class AnnouncementQueue(int capacity = AnnouncementQueue.DefaultCapacity) : ChannelReader<Announcement>
{
    /// <summary>Words kept whole unless told otherwise.</summary>
    public const int DefaultCapacity = 8192;

    private readonly Lock gate = new();
    private readonly Channel<Announcement> whole = Channel.CreateBounded<Announcement>(capacity);
    private readonly Dictionary<(UserKey User, DeviceId? Displaced), Announcement> bare = [];

    public override bool CanCount => true;

    public override int Count
    {
        get { lock (gate) return whole.Reader.Count + bare.Count; }
    }

    /// <summary>Adds a word. Never waits, never fails.</summary>
    public void Add(Announcement word)
    {
        lock (gate)
            if (!whole.Writer.TryWrite(word)) bare.TryAdd((word.User, word.Displaced), word with { Entries = [] });
    }

    public override bool TryRead([MaybeNullWhen(false)] out Announcement item)
    {
        lock (gate)
        {
            if (whole.Reader.TryRead(out item)) return true;
            foreach (var (key, word) in bare) // any one
            {
                item = word;
                return bare.Remove(key);
            }
            return false;
        }
    }

    // Once it waits for the channel, a bare word cannot come before the channel is full, which ends the wait.
    public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
    {
        lock (gate)
            return bare.Count > 0 ? new ValueTask<bool>(true) : whole.Reader.WaitToReadAsync(cancellationToken);
    }
}
