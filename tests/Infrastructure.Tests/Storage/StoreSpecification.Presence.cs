using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Storage;

/// <summary>Devices that vanish from calls: who is handed out, and what is written only while a device is there, or is not.</summary>
public abstract partial class StoreSpecification
{
    private static readonly TimeSpan Brief = TimeSpan.FromSeconds(1.5);

    [Fact]
    public async Task Detach_WhileItsUserIsInACall_HandsTheDeviceOutUntilItIsSettled()
    {
        await using var store = await CreateAsync();
        await AttachAsync(store.One, Ben);
        await InviteAsync(store.One, Ann, Ben);

        await store.One.Inboxes.DetachAsync(Key(Ben), Ben.Device, TimeSpan.Zero, Cancel);

        var lost = Assert.Single(await LostAsync(store.Other));
        Assert.Equal((Key(Ben), Ben.Device), (lost.User, lost.Device));
        Assert.Empty(await LostAsync(store.One)); // leased
        await store.AdvanceAsync(Brief);
        lost = Assert.Single(await LostAsync(store.One)); // and due anew, for whoever leased it did not settle it
        await store.One.Calls.SettleAsync(lost, Cancel);
        await store.AdvanceAsync(Brief);
        Assert.Empty(await LostAsync(store.Other));
    }

    [Fact]
    public async Task Detach_WhileItsUserIsInNoCall_HandsOutNothing()
    {
        await using var store = await CreateAsync();
        await AttachAsync(store.One, Ben);
        await DoAsync(store.One, await InviteAsync(store.One, Ann, Ben), new CallCommand.HangUp(Ann));

        await store.One.Inboxes.DetachAsync(Key(Ben), Ben.Device, TimeSpan.Zero, Cancel);

        Assert.Empty(await LostAsync(store.One));
    }

    [Fact]
    public async Task Detach_WithPatience_HandsTheDeviceOutOnlyThen()
    {
        await using var store = await CreateAsync();
        await AttachAsync(store.One, Ben);
        await InviteAsync(store.One, Ann, Ben);

        await store.One.Inboxes.DetachAsync(Key(Ben), Ben.Device, Moment, Cancel);

        Assert.Empty(await LostAsync(store.One));
        await store.AdvanceAsync(Moment);
        Assert.Single(await LostAsync(store.One));
    }

    [Fact]
    public async Task Attach_OfADeviceThatHadVanished_TakesItBackEvenWhileItIsLeased()
    {
        await using var store = await CreateAsync();
        await AttachAsync(store.One, Ben);
        await InviteAsync(store.One, Ann, Ben);
        await store.One.Inboxes.DetachAsync(Key(Ben), Ben.Device, TimeSpan.Zero, Cancel);
        Assert.Single(await LostAsync(store.One));

        await AttachAsync(store.Other, Ben);

        await store.AdvanceAsync(Brief);
        Assert.Empty(await LostAsync(store.One));
    }

    [Fact]
    public async Task Settle_OfADeviceThatHasVanishedAnew_LeavesItDue()
    {
        await using var store = await CreateAsync();
        await AttachAsync(store.One, Ben);
        await InviteAsync(store.One, Ann, Ben);
        await store.One.Inboxes.DetachAsync(Key(Ben), Ben.Device, TimeSpan.Zero, Cancel);
        var before = Assert.Single(await LostAsync(store.One));
        await AttachAsync(store.One, Ben);
        await store.One.Inboxes.DetachAsync(Key(Ben), Ben.Device, TimeSpan.Zero, Cancel);

        await store.One.Calls.SettleAsync(before, Cancel);

        Assert.Single(await LostAsync(store.One));
    }

    [Fact]
    public async Task Commit_ThatRestsOnADevicesBeingGone_IsWrittenOnlyWhileItIs()
    {
        await using var store = await CreateAsync();
        await AttachAsync(store.One, Ben);
        var call = await DoAsync(store.One, await InviteAsync(store.One, Ann, Ben), Answer(Ben));

        Assert.IsType<CommitResult.Contradicted>(await store.Other.Calls.CommitAsync(Change(store.Other, call, new CallCommand.Lose(Ben)), Cancel));
        Assert.Equal(call.Version, (await FindAsync(store.One, call.Call.Id))!.Version);

        await store.One.Inboxes.DetachAsync(Key(Ben), Ben.Device, TimeSpan.Zero, Cancel);
        Assert.IsType<CommitResult.Contradicted>(await store.Other.Calls.CommitAsync(Change(store.Other, call, new CallCommand.Return(Ben)), Cancel));
        Assert.Equal(Reach.Away, (await DoAsync(store.Other, call, new CallCommand.Lose(Ben))).Call.CalleePresence.Reach);
    }

    [Fact]
    public async Task Commit_ThatGivesUpADevice_IsNotWrittenOnceItIsBack()
    {
        await using var store = await CreateAsync();
        var hasty = Script with { Limits = CallLimits.Default with { Grace = TimeSpan.Zero } };
        await AttachAsync(store.One, Ben);
        var call = await DoAsync(store.One, await InviteAsync(store.One, Ann, Ben), Answer(Ben));
        await store.One.Inboxes.DetachAsync(Key(Ben), Ben.Device, TimeSpan.Zero, Cancel);
        call = await DoAsync(store.One, call, new CallCommand.Lose(Ben));
        var end = Change(store.One, call, new CallCommand.Expire(), hasty);

        Assert.Equal([call.Call.Id], (await store.Other.Inboxes.AttachAsync(Key(Ben), Ben.Device, null, Cancel)).AwayIn);

        Assert.IsType<CommitResult.Contradicted>(await store.One.Calls.CommitAsync(end, Cancel));
        await DoAsync(store.Other, call, new CallCommand.Return(Ben));
        Assert.Empty((await store.Other.Inboxes.AttachAsync(Key(Ben), Ben.Device, null, Cancel)).AwayIn);
    }

    [Fact]
    public async Task Attach_OfADeviceThatACallHoldsForVanished_NamesThatCallAloneAndToThatDeviceAlone()
    {
        await using var store = await CreateAsync();
        var (rings, talks) = (await InviteAsync(store.One, Cid, Ben), await DoAsync(store.One, await InviteAsync(store.One, Ann, Ben), Answer(Ben)));
        talks = await DoAsync(store.One, talks, new CallCommand.Lose(Ben));
        await DoAsync(store.One, talks, new CallCommand.Lose(Ann));

        Assert.Empty((await store.One.Inboxes.AttachAsync(Key(BenTablet), BenTablet.Device, null, Cancel)).AwayIn);
        var cursor = (await store.One.Inboxes.AttachAsync(Key(Ann), Ann.Device, null, Cancel)).Cursor;
        Assert.Equal([talks.Call.Id], (await store.One.Inboxes.AttachAsync(Key(Ann), Ann.Device, cursor, Cancel)).AwayIn); // by its place, too
        Assert.Equal([talks.Call.Id], (await store.Other.Inboxes.AttachAsync(Key(Ben), Ben.Device, null, Cancel)).AwayIn);
        Assert.True(rings.Call.IsRinging);
    }

    private static async Task<LostDevice[]> LostAsync(Edge edge) => [.. (await edge.Calls.LeaseDueAsync(Brief, 10, Cancel)).Lost];
}
