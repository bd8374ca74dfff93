using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Infrastructure.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Storage;

public abstract partial class StoreSpecification
{
    [Fact]
    public async Task Attach_WithoutAPlace_GivesTheEndAndTheOpenCalls()
    {
        await using var store = await CreateAsync();
        var call = await InviteAsync(store.One, Ann, Ben);
        await DoAsync(store.One, await InviteAsync(store.One, Cid, Ben), new CallCommand.HangUp(Cid));

        var attached = await store.Other.Inboxes.AttachAsync(Key(Ben), Ben.Device, null, Cancel);

        Assert.Empty(attached.Missed);
        Assert.False(attached.Resync);
        Assert.Equal(Describe.Of(await FindAsync(store.One, call.Call.Id)), Describe.Of(attached.ActiveCalls.Single()));
        Assert.Empty((await store.One.Inboxes.ReadAsync(Key(Ben), attached.Cursor, 10, Cancel))!.Value);
    }

    [Fact]
    public async Task Attach_InboxThatNeverWas_GivesAPlaceFromWhichNothingIsMissed()
    {
        await using var store = await CreateAsync();
        var first = await store.One.Inboxes.AttachAsync(Key(Ben), Ben.Device, null, Cancel);
        Assert.Empty(first.ActiveCalls);
        Assert.Equal(first.Cursor, (await store.Other.Inboxes.AttachAsync(Key(Ben), BenTablet.Device, null, Cancel)).Cursor);
        await store.One.Inboxes.DetachAsync(Key(Ben), Ben.Device, TimeSpan.Zero, Cancel);
        await InviteAsync(store.One, Ann, Ben);

        var again = await store.Other.Inboxes.AttachAsync(Key(Ben), Ben.Device, first.Cursor, Cancel);

        Assert.False(again.Resync);
        Assert.Empty(again.ActiveCalls);
        var missed = Assert.Single(again.Missed);
        Assert.Equal(missed.Cursor, again.Cursor);
        Assert.True(missed.Cursor.IsAfter(first.Cursor));
    }

    [Fact]
    public async Task Commit_Events_ReachEachInboxWholeAndInOrder()
    {
        await using var store = await CreateAsync();
        var (ann, ben) = (await AttachAsync(store.One, Ann), await AttachAsync(store.One, Ben));
        var invite = Script.Invite(Ann, Ben.User, store.One.Calls.Now);
        var call = Stored(await store.One.Calls.CommitAsync(invite, Cancel));
        var ring = Change(store.One, call, new CallCommand.Ring(Ben));
        call = Stored(await store.One.Calls.CommitAsync(ring, Cancel));
        var answer = Change(store.One, call, Answer(Ben));
        await store.One.Calls.CommitAsync(answer, Cancel);

        foreach (var (user, place, expected) in new[]
        {
            (Ann, ann, new[] { (ring, 0), (answer, 0) }),
            (Ben, ben, [(invite, 0), (answer, 1)]),
        })
        {
            var entries = (await store.Other.Inboxes.ReadAsync(Key(user), place, 10, Cancel))!.Value;

            Assert.Equal(
                expected.Select(e => Describe.Of(new InboxEntry(new Cursor(0, 0, e.Item1.EntryNonce), e.Item1.Events[e.Item2].Devices, e.Item1.Events[e.Item2].Body, call.Call.Id, e.Item1.Events[e.Item2].Description))),
                entries.Select(Describe.Of));
            Assert.True(entries[1].Cursor.IsAfter(entries[0].Cursor) && entries[0].Cursor.IsAfter(place));
        }
    }

    [Fact]
    public async Task Read_FromAPlaceOn_GivesAtMostTheLimit()
    {
        await using var store = await CreateAsync();
        var place = await AttachAsync(store.One, Ben);
        await FillAsync(store.One, 5);
        var all = (await store.One.Inboxes.ReadAsync(Key(Ben), place, 10, Cancel))!.Value;
        Assert.Equal(5, all.Length);

        Assert.Equal(all.Take(2).Select(Describe.Of), (await store.One.Inboxes.ReadAsync(Key(Ben), place, 2, Cancel))!.Value.Select(Describe.Of));
        Assert.Equal(all.Skip(2).Take(2).Select(Describe.Of), (await store.Other.Inboxes.ReadAsync(Key(Ben), all[1].Cursor, 2, Cancel))!.Value.Select(Describe.Of));
    }

    [Fact]
    public async Task Attach_FromAPlaceThatIsNotKnown_ResyncsWithTheOpenCalls()
    {
        await using var store = await CreateAsync();
        var place = await AttachAsync(store.One, Ben);
        await FillAsync(store.One, 1);
        var call = await InviteAsync(store.One, Ann, Ben);
        var end = (await store.One.Inboxes.ReadAsync(Key(Ben), place, 10, Cancel))!.Value[^1].Cursor;

        foreach (var unknown in new[]
        {
            end with { Nonce = "stranger" }, place with { Nonce = "stranger" }, end with { Sequence = end.Sequence + 1 },
            end with { Milliseconds = end.Milliseconds + 60_000 }, new Cursor(1, 0, end.Nonce), new Cursor(0, 0, "x"), new Cursor(0, long.MaxValue, "x"),
        })
        {
            Assert.Null(await store.One.Inboxes.ReadAsync(Key(Ben), unknown, 10, Cancel));

            var attached = await store.Other.Inboxes.AttachAsync(Key(Ben), Ben.Device, unknown, Cancel);

            Assert.True(attached.Resync);
            Assert.Empty(attached.Missed);
            Assert.Equal(end, attached.Cursor);
            Assert.Equal([call.Call.Id], attached.ActiveCalls.Select(stored => stored.Call.Id));
        }
        Assert.Null(await store.One.Inboxes.ReadAsync(new(Tenant, new("nobody")), end, 10, Cancel));
        Assert.True((await store.One.Inboxes.AttachAsync(new(Tenant, new("nobody")), Ben.Device, end, Cancel)).Resync);
    }

    [Fact]
    public async Task Inbox_MoreEventsThanAreKept_LosesTheOldest()
    {
        await using var store = await CreateAsync(new InboxOptions { MaxEvents = 10 });
        var place = await AttachAsync(store.One, Ben);
        await FillAsync(store.One, 5);
        var read = (await store.One.Inboxes.ReadAsync(Key(Ben), place, 10, Cancel))!.Value;

        await FillAsync(store.One, 10);

        Assert.Null(await store.One.Inboxes.ReadAsync(Key(Ben), place, 10, Cancel));
        Assert.Null(await store.One.Inboxes.ReadAsync(Key(Ben), read[3].Cursor, 10, Cancel));
        Assert.Equal(10, (await store.One.Inboxes.ReadAsync(Key(Ben), read[4].Cursor, 100, Cancel))!.Value.Length); // it stood right before the oldest
    }

    [Fact]
    public async Task Inbox_MoreBytesThanAreKept_LosesTheOldest()
    {
        await using var store = await CreateAsync(new InboxOptions { MaxBytes = 4096 });
        var place = await AttachAsync(store.One, Ben);
        var call = await DoAsync(store.One, await InviteAsync(store.One, Ann, Ben), Answer(Ben));
        var first = (await store.One.Inboxes.ReadAsync(Key(Ben), place, 10, Cancel))!.Value[0].Cursor;
        var big = Change(store.One, call, new CallCommand.SendMessage(Ann, "x"));
        big = big with { Events = [big.Events[0] with { Body = new byte[8192] }] };
        var after = Stored(await store.One.Calls.CommitAsync(big, Cancel));

        Assert.Null(await store.One.Inboxes.ReadAsync(Key(Ben), first, 10, Cancel));
        var end = await AttachAsync(store.One, Ben);
        Assert.Empty((await store.One.Inboxes.ReadAsync(Key(Ben), end, 10, Cancel))!.Value);
        await DoAsync(store.One, after, new CallCommand.SendMessage(Ann, "small"));
        Assert.Single((await store.One.Inboxes.ReadAsync(Key(Ben), end, 10, Cancel))!.Value);
    }

    [Fact]
    public async Task Inbox_LargeDescriptions_CountOnceWithTheEventThatBringsThem()
    {
        await using var store = await CreateAsync(new InboxOptions { MaxBytes = 35_000 });
        var place = await AttachAsync(store.One, Ben);
        var first = await InviteLargeAsync(Ann);
        var taken = await DoAsync(store.One, first, new CallCommand.Ring(Ben)); // and what else happens to the call does not bring it again
        await DoAsync(store.Other, taken, new CallCommand.HangUp(Ann));
        await InviteLargeAsync(Cid);
        var read = (await store.Other.Inboxes.ReadAsync(Key(Ben), place, 10, Cancel))!.Value;
        Assert.Equal(3, read.Length);

        var sentOn = await InviteLargeAsync(Cid, new("dan")); // to Ben it comes when it has long been stored
        await DoAsync(store.One, sentOn, new CallCommand.Redirect(new Actor(new("dan"), new("phone")), Ben.User));

        Assert.Null(await store.Other.Inboxes.ReadAsync(Key(Ben), place, 10, Cancel));
        Assert.True((await store.Other.Inboxes.AttachAsync(Key(Ben), Ben.Device, place, Cancel)).Resync);
        var left = (await store.Other.Inboxes.ReadAsync(Key(Ben), read[0].Cursor, 10, Cancel))!.Value; // one was too many
        Assert.Equal([read[1].Cursor, read[2].Cursor], left.Take(2).Select(entry => entry.Cursor));
        Assert.Equal(3, left.Length);

        Task<StoredCall> InviteLargeAsync(Actor by, UserId? to = null)
        {
            var invite = Script.Invite(by, to ?? Ben.User, store.One.Calls.Now);
            return CommitAsync(invite with { NewDescriptions = invite.NewDescriptions.SetItem(DescriptionRef.OfferOf(1), new string('é', 8_000)) });
        }

        async Task<StoredCall> CommitAsync(CallCommit commit) => Stored(await store.One.Calls.CommitAsync(commit, Cancel));
    }

    [Fact]
    public async Task Inbox_EventsTooOld_AreGoneYetWhoStoodAtTheEndMissedNothing()
    {
        await using var store = await CreateAsync(new InboxOptions { KeepFor = Moment });
        var place = await AttachAsync(store.One, Ben);
        await FillAsync(store.One, 2);
        var end = (await store.One.Inboxes.AttachAsync(Key(Ben), Ben.Device, null, Cancel)).Cursor;
        await store.AdvanceAsync(Moment);

        var attached = await store.Other.Inboxes.AttachAsync(Key(Ben), Ben.Device, end, Cancel);
        Assert.False(attached.Resync);
        Assert.Equal(end, attached.Cursor);
        Assert.Empty(attached.Missed);

        await FillAsync(store.One, 1);
        Assert.Single((await store.Other.Inboxes.AttachAsync(Key(Ben), Ben.Device, end, Cancel)).Missed); // called after a quiet hour, in a short gap
        Assert.True((await store.Other.Inboxes.AttachAsync(Key(Ben), Ben.Device, place, Cancel)).Resync);
    }

    private static async Task<Cursor> AttachAsync(Edge edge, Actor who) => (await edge.Inboxes.AttachAsync(Key(who), who.Device, null, Cancel)).Cursor;

    // So many events for Ben, one commit each.
    private static async Task FillAsync(Edge edge, int events)
    {
        for (var n = 0; n < events; n += 2)
        {
            var call = await InviteAsync(edge, Cid, Ben);
            var end = Change(edge, call, new CallCommand.HangUp(Cid));
            await edge.Calls.CommitAsync(n + 1 < events ? end : end with { Events = [] }, Cancel);
        }
    }
}
