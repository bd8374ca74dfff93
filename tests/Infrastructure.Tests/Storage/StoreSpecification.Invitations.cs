using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;
using Xunit;

namespace Signaling.Infrastructure.Tests.Storage;

public abstract partial class StoreSpecification
{
    [Fact]
    public async Task Invite_CalleeRingsTheCaller_CrossesAndWritesNothing()
    {
        await using var store = await CreateAsync();
        var first = await InviteAsync(store.One, Ann, Ben);
        await DoAsync(store.One, first, new CallCommand.Ring(Ben));
        var second = Script.Invite(Ben, Ann.User, store.Other.Calls.Now);

        var result = await store.Other.Calls.CommitAsync(second, Cancel);

        Assert.Equal(first.Call.Id, Assert.IsType<CommitResult.Crossed>(result).Surviving);
        Assert.Null(await FindAsync(store.One, second.Call.Id));
        Assert.Equal([first.Call.Id], await ListAsync(store.One, Ann));
    }

    [Theory, InlineData("answered"), InlineData("ended"), InlineData("redirected")]
    public async Task Invite_CalleeRingsTheCallerNoMore_DoesNotCross(string how)
    {
        await using var store = await CreateAsync();
        var first = await InviteAsync(store.One, Ann, Ben);
        await DoAsync(store.One, first, how switch
        {
            "answered" => Answer(Ben),
            "ended"    => new CallCommand.HangUp(Ann),
            _          => new CallCommand.Redirect(Ben, Cid.User),
        });

        await InviteAsync(store.Other, Ben, Ann);
    }

    [Fact]
    public async Task Invite_SameDirectionOrOtherTenant_DoesNotCross()
    {
        await using var store = await CreateAsync();
        await InviteAsync(store.One, Ann, Ben);

        await InviteAsync(store.One, Ann, Ben);
        await InviteAsync(store.One, Ben, Ann, new CommitScript(new TenantId("other")));
    }

    [Fact]
    public async Task Redirect_NewCalleeRingsTheCaller_Crosses()
    {
        await using var store = await CreateAsync();
        var opposite = await InviteAsync(store.One, Cid, Ann);
        var call = await InviteAsync(store.One, Ann, Ben);

        var result = await store.One.Calls.CommitAsync(Change(store.One, call, new CallCommand.Redirect(Ben, Cid.User)), Cancel);

        Assert.Equal(opposite.Call.Id, Assert.IsType<CommitResult.Crossed>(result).Surviving);
        Assert.Equal(Describe.Of(call), Describe.Of(await FindAsync(store.One, call.Call.Id)));
    }

    [Fact]
    public async Task Invite_AfterRedirect_CrossesWithTheNewCallee()
    {
        await using var store = await CreateAsync();
        var call = await DoAsync(store.One, await InviteAsync(store.One, Ann, Ben), new CallCommand.Redirect(Ben, Cid.User));

        var result = await store.One.Calls.CommitAsync(Script.Invite(Cid, Ann.User, store.One.Calls.Now), Cancel);

        Assert.Equal(call.Call.Id, Assert.IsType<CommitResult.Crossed>(result).Surviving);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Invite_CallerOrCalleeHasAsManyOpenCallsAsAllowed_IsOverLimit(bool isCaller)
    {
        await using var store = await CreateAsync();
        var two = Script with { Limits = CallLimits.Default with { MaxActiveCalls = 2 } };
        var first = isCaller ? await InviteAsync(store.One, Ann, Ben, two) : await InviteAsync(store.One, Ben, Ann, two);
        await DoAsync(store.One, await InviteAsync(store.One, Ann, Cid, two), Answer(Cid));
        var third = isCaller ? two.Invite(Ann, new UserId("dan"), store.One.Calls.Now) : two.Invite(new(new("dan"), new("d")), Ann.User, store.One.Calls.Now);

        Assert.Equal(CallError.TooManyCalls, Assert.IsType<CommitResult.OverLimit>(await store.One.Calls.CommitAsync(third, Cancel)).Error);
        Assert.Null(await FindAsync(store.One, third.Call.Id));

        await DoAsync(store.One, first, new CallCommand.HangUp(first.Call.Caller));
        Stored(await store.One.Calls.CommitAsync(third, Cancel));
    }

    [Fact]
    public async Task Invite_DevicesAttachedAnywhere_AreInvited()
    {
        await using var store = await CreateAsync();
        await store.One.Inboxes.AttachAsync(Key(Ben), Ben.Device, null, Cancel);
        await store.Other.Inboxes.AttachAsync(Key(Ben), BenTablet.Device, null, Cancel);
        await store.One.Inboxes.AttachAsync(Key(Ben), new("gone"), null, Cancel);
        await store.One.Inboxes.DetachAsync(Key(Ben), new("gone"), TimeSpan.Zero, Cancel);
        await store.One.Inboxes.AttachAsync(Key(Ann), Ann.Device, null, Cancel);

        var call = await InviteAsync(store.Other, Ann, Ben);

        Assert.Equal([Ben.Device, BenTablet.Device], call.Call.Invited);
        Assert.Equal([Ben.Device, BenTablet.Device], (await FindAsync(store.One, call.Call.Id))!.Call.Invited);
    }

    [Fact]
    public async Task Redirect_DevicesOfTheNewCallee_AreInvited()
    {
        await using var store = await CreateAsync();
        await store.One.Inboxes.AttachAsync(Key(Ben), Ben.Device, null, Cancel);
        await store.One.Inboxes.AttachAsync(Key(Cid), Cid.Device, null, Cancel);

        var call = await DoAsync(store.One, await InviteAsync(store.One, Ann, Ben), new CallCommand.Redirect(Ben, Cid.User));

        Assert.Equal([Cid.Device], call.Call.Invited);
    }
}
