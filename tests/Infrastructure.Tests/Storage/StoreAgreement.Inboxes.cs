using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Xunit;

namespace Signaling.Infrastructure.Tests.Storage;

internal sealed partial class StoreAgreement
{
    private readonly HashSet<(UserKey User, string Entry)> wordsAtLeft = [], wordsAtRight = [];
    private readonly HashSet<UserKey> bare = [];

    private async Task AttachAsync(Actor who, CancellationToken cancel)
    {
        var (atLeft, atRight) = random.Next(3) == 0 ? (null, null) : Place(Key(who));
        var (edge, otherEdge) = HomeOf(who);
        var (one, other) = await BothAsync(
            edge.Inboxes.AttachAsync(Key(who), who.Device, atLeft, cancel), otherEdge.Inboxes.AttachAsync(Key(who), who.Device, atRight, cancel), Describe.Of);
        Stands(Key(who), one.Cursor, other.Cursor);
    }

    private async Task DetachAsync(Actor who, CancellationToken cancel)
    {
        await SameWordsAsync(cancel); // for a word that is still on its way may be dropped when nobody is there
        var (edge, otherEdge) = HomeOf(who);
        await Task.WhenAll(edge.Inboxes.DetachAsync(Key(who), who.Device, TimeSpan.Zero, cancel), otherEdge.Inboxes.DetachAsync(Key(who), who.Device, TimeSpan.Zero, cancel));
    }

    private Task ReadSomewhereAsync(UserKey user, CancellationToken cancel) =>
        Place(user) is ({ } atLeft, { } atRight) ? ReadAsync(user, atLeft, atRight, random.Next(1, 30), cancel) : Task.CompletedTask;

    private async Task ReadAsync(UserKey user, Cursor atLeft, Cursor atRight, int limit, CancellationToken cancel)
    {
        var (one, other) = await BothAsync(
            left.One.Inboxes.ReadAsync(user, atLeft, limit, cancel), right.Other.Inboxes.ReadAsync(user, atRight, limit, cancel), Describe.Of);
        if (one is [.., var last] && other is [.., var otherLast]) Stands(user, last.Cursor, otherLast.Cursor);
    }

    // A place where some device of the user has stood, or one that never was.
    private (Cursor?, Cursor?) Place(UserKey user)
    {
        if (!places.TryGetValue(user, out var known)) return (null, null);

        var (atLeft, atRight) = known[^(1 + random.Next(Math.Min(known.Count, 20)))];
        return random.Next(10) == 0 ? (atLeft with { Nonce = "foreign" }, atRight with { Nonce = "foreign" }) : (atLeft, atRight);
    }

    // An entry's nonce is the commit's, alike in both; where an inbox begins, each store draws its own.
    private void Stands(UserKey user, Cursor atLeft, Cursor atRight)
    {
        if (atLeft.Nonce != atRight.Nonce)
        {
            begins.TryAdd(user, (atLeft.Nonce, atRight.Nonce));
            Assert.Equal(begins[user], (atLeft.Nonce, atRight.Nonce));
        }
        if (!places.TryGetValue(user, out var known)) places.Add(user, known = []);
        known.Add((atLeft, atRight));
    }

    // Each device has an edge of its own, since a store of one edge cannot tell from which a device has gone.
    private (Edge, Edge) HomeOf(Actor who) => who.Device.Value.EndsWith('1') ? (left.One, right.One) : (left.Other, right.Other);

    // Of which entries word was sent; how often and at which edge is each store's own. A word without entries stands for all of its user.
    private async Task SameWordsAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        do
        {
            Drain(left, wordsAtLeft);
            Drain(right, wordsAtRight);
            foreach (var user in bare)
            {
                wordsAtLeft.RemoveWhere(word => word.User == user);
                wordsAtRight.RemoveWhere(word => word.User == user);
            }
            if (wordsAtLeft.SetEquals(wordsAtRight)) break;
            await Task.Yield();
        }
        while (!limit.IsCancellationRequested);

        Assert.Equal([], wordsAtLeft.Except(wordsAtRight));
        Assert.Equal([], wordsAtRight.Except(wordsAtLeft));
    }

    private void Drain(StoreUnderTest store, HashSet<(UserKey User, string Entry)> words)
    {
        foreach (var edge in new[] { store.One, store.Other })
            while (edge.Inboxes.Announcements.TryRead(out var word))
            {
                if (word.Entries.IsEmpty) bare.Add(word.User);
                words.UnionWith(word.Entries.Select(entry => (word.User, Describe.Of(entry))));
            }
    }
}
