using System.Collections.Immutable;
using Signaling.Domain.Calls;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Infrastructure.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Storage;

public sealed class AnnouncementQueueTests
{
    [Fact]
    public void Add_MoreThanFit_TellsEachUserOnceWithoutEntries()
    {
        var queue = new AnnouncementQueue(capacity: 2);
        foreach (var (user, n) in new[] { ("ann", 1), ("ann", 2), ("ann", 3), ("ben", 4), ("ben", 5) }) queue.Add(Word(user, n));
        Assert.Equal(4, queue.Count);

        List<string> told = [];
        while (queue.TryRead(out var word)) told.Add($"{word.User.User} {word.Entries.Length} after {word.Previous.Sequence}");

        Assert.Equal(["ann 1 after 0", "ann 1 after 1", "ann 0 after 2", "ben 0 after 3"], told.Take(2).Concat(told.Skip(2).Order()));
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public async Task Add_WhileAReaderWaits_WakesIt()
    {
        var queue = new AnnouncementQueue();
        var read = queue.ReadAsync(TestContext.Current.CancellationToken);
        Assert.False(read.IsCompleted);

        queue.Add(Word("ann", 1));

        Assert.Equal(1, (await read).Entries[0].Cursor.Sequence);
    }

    [Fact]
    public async Task ReadAll_SlowReaderAndManyWriters_HearsOfTheLastWordOfEachUser()
    {
        const int Users = 20, Words = 500;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        var queue = new AnnouncementQueue(capacity: 8);
        var written = new long[Users];
        var heard = new long[Users]; // how far each inbox was read: by its words, or, after a bare one, to its end
        var reader = Task.Run(async () =>
        {
            while (heard.Any(upTo => upTo < Words))
            {
                Assert.True(await queue.WaitToReadAsync(limit.Token));
                if (!queue.TryRead(out var word)) continue;
                var user = int.Parse(word.User.User.Value);
                heard[user] = word.Entries.IsEmpty ? Volatile.Read(ref written[user]) : Math.Max(heard[user], word.Entries[^1].Cursor.Sequence);
            }
        }, limit.Token);

        Parallel.For(0, Users, user =>
        {
            for (var n = 1; n <= Words; n++)
            {
                Volatile.Write(ref written[user], n);
                queue.Add(Word($"{user}", n));
            }
        });

        await reader;
    }

    private static Announcement Word(string user, long sequence)
    {
        var entry = new InboxEntry(new Cursor(1, sequence, "n"), DeviceFilter.All, ReadOnlyMemory<byte>.Empty, new CallId("test_c"), null);
        return new Announcement(new UserKey(new("acme"), new(user)), new Cursor(1, sequence - 1, "n"), ImmutableArray.Create(entry));
    }
}
