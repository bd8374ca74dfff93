using System.Threading.Channels;
using Signaling.Domain.Calls;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Xunit;

namespace Signaling.Infrastructure.Tests.Storage;

public abstract partial class StoreSpecification
{
    [Theory, InlineData(true), InlineData(false)]
    [Trait("CallFlow", "#313")]
    public async Task Announcement_UserAttached_ComesToTheEdgeOfItsDeviceWhoeverCommits(bool sameEdge)
    {
        await using var store = await CreateAsync();
        var place = await AttachAsync(store.One, Ben);
        var writer = sameEdge ? store.One : store.Other;

        var call = await InviteAsync(writer, Ann, Ben);
        await DoAsync(writer, call, new CallCommand.HangUp(Ann));

        foreach (var type in new[] { "call.incoming", "call.ended" })
        {
            var word = await NextWordAsync(store.One, Ben);
            Assert.Equal(place, word.Previous);
            var entry = Assert.Single(word.Entries);
            Assert.Contains(type, Describe.Text(entry.Body));
            Assert.Equal(Describe.Of(entry), Describe.Of((await store.Other.Inboxes.ReadAsync(Key(Ben), place, 1, Cancel))!.Value[0]));
            place = entry.Cursor;
        }
    }

    [Fact]
    public async Task Announcement_SeveralEventsOfOneCommit_ComeAsOneWord()
    {
        await using var store = await CreateAsync();
        var call = await TrickleAsync(store.One, await InviteAsync(store.One, Ann, Ben), Ben);
        var place = await AttachAsync(store.One, Ann);

        await DoAsync(store.Other, call, Answer(Ben));

        var word = await NextWordAsync(store.One, Ann);
        Assert.Equal((place, 2), (word.Previous, word.Entries.Length));
        Assert.True(word.Entries[1].Cursor.IsAfter(word.Entries[0].Cursor));
    }

    [Fact]
    public async Task Holds_FromAttachToDetach_OnlyThen()
    {
        await using var store = await CreateAsync();
        Assert.False(await store.One.Inboxes.HoldsAsync(Key(Ben), Ben.Device, Cancel));

        await AttachAsync(store.One, Ben);
        Assert.True(await store.One.Inboxes.HoldsAsync(Key(Ben), Ben.Device, Cancel));
        Assert.False(await store.One.Inboxes.HoldsAsync(Key(Ann), Ben.Device, Cancel));

        await store.One.Inboxes.DetachAsync(Key(Ben), Ben.Device, TimeSpan.Zero, Cancel);
        Assert.False(await store.One.Inboxes.HoldsAsync(Key(Ben), Ben.Device, Cancel));
    }

    [Fact]
    public async Task Attach_AtAnotherEdge_TellsTheFirstThatItHoldsTheDeviceNoMore()
    {
        await using var store = await CreateAsync();
        if (ReferenceEquals(store.One.Inboxes, store.Other.Inboxes)) return; // one edge has nobody to tell
        await AttachAsync(store.One, Ben);

        await AttachAsync(store.Other, Ben);

        var word = await ReadAsync(store.One.Inboxes.Announcements);
        Assert.Equal((Key(Ben), Ben.Device), (word.User, word.Displaced));
        Assert.False(await store.One.Inboxes.HoldsAsync(Key(Ben), Ben.Device, Cancel));
        Assert.True(await store.Other.Inboxes.HoldsAsync(Key(Ben), Ben.Device, Cancel));
        await store.One.Inboxes.DetachAsync(Key(Ben), Ben.Device, TimeSpan.Zero, Cancel); // too late to matter
        Assert.True(await store.Other.Inboxes.HoldsAsync(Key(Ben), Ben.Device, Cancel));
    }

    [Fact]
    public async Task Announcement_UserNotAttachedOrNoMore_IsNotMade()
    {
        await using var store = await CreateAsync();
        await AttachAsync(store.One, Ben);
        await store.One.Inboxes.AttachAsync(Key(Cid), Cid.Device, null, Cancel);
        await store.One.Inboxes.DetachAsync(Key(Cid), Cid.Device, TimeSpan.Zero, Cancel);

        var call = await InviteAsync(store.Other, Ann, Cid); // nobody there
        await DoAsync(store.Other, call, new CallCommand.Redirect(Cid, Ben.User)); // and tells Ann, Cid and Ben

        Assert.Equal(Key(Ben), (await ReadAsync(store.One.Inboxes.Announcements)).User);
    }

    [Fact]
    public async Task Announcement_OneOfTwoDevicesDetached_StillComes()
    {
        await using var store = await CreateAsync();
        await AttachAsync(store.One, Ben);
        await AttachAsync(store.One, BenTablet);
        await store.One.Inboxes.DetachAsync(Key(Ben), Ben.Device, TimeSpan.Zero, Cancel);

        await InviteAsync(store.Other, Ann, Ben);

        Assert.Equal(Key(Ben), (await NextWordAsync(store.One, Ben)).User);
    }

    private static async Task<Announcement> NextWordAsync(Edge edge, Actor user)
    {
        while (true)
            if (await ReadAsync(edge.Inboxes.Announcements) is var word && word.User == Key(user)) return word;
    }

    private static async Task<Announcement> ReadAsync(ChannelReader<Announcement> words)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        return await words.ReadAsync(limit.Token);
    }
}
