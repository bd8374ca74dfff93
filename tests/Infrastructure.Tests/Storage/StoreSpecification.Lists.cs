using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Storage;

public abstract partial class StoreSpecification
{
    [Fact]
    public async Task List_ManyCalls_GivesThemNewestFirstPageByPage()
    {
        await using var store = await CreateAsync();
        List<CallId> made = [];
        for (var n = 0; n < 7; n++)
        {
            var call = n % 2 == 0 ? await InviteAsync(store.One, Ann, Ben) : await InviteAsync(store.Other, Cid, Ann);
            if (n % 3 == 0) await DoAsync(store.One, call, new CallCommand.HangUp(call.Call.Caller));
            made.Insert(0, call.Call.Id);
            await store.AdvanceAsync(TimeSpan.FromMilliseconds(2));
        }

        List<CallId> listed = [];
        string? after = null;
        do
        {
            var page = await store.Other.Calls.ListAsync(Key(Ann), CallFilter.All, 3, after, Cancel);
            Assert.InRange(page.Calls.Length, 1, 3);
            listed.AddRange(page.Calls.Select(stored => stored.Call.Id));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(made, listed);
        Assert.Equal(made, await ListAsync(store.One, Ann));
    }

    [Fact]
    public async Task List_ByFilter_GivesOpenOrEndedCalls()
    {
        await using var store = await CreateAsync();
        var open = await InviteAsync(store.One, Ann, Ben);
        var ended = await DoAsync(store.One, await InviteAsync(store.One, Ann, Cid), new CallCommand.HangUp(Ann));

        Assert.Equal([open.Call.Id], await ListAsync(store.Other, Ann, CallFilter.Active));
        Assert.Equal([ended.Call.Id], await ListAsync(store.Other, Ann, CallFilter.Ended));
        Assert.Equal([open.Call.Id], await ListAsync(store.Other, Ben));
        Assert.Equal([ended.Call.Id], await ListAsync(store.Other, Cid));
        Assert.Equal(
            Describe.Of(await FindAsync(store.One, open.Call.Id)),
            Describe.Of((await store.One.Calls.ListAsync(Key(Ann), CallFilter.Active, 1, null, Cancel)).Calls.Single()));
    }

    [Fact]
    public async Task List_AfterARedirect_HasTheCallWithTheNewCalleeAlone()
    {
        await using var store = await CreateAsync();
        var call = await DoAsync(store.One, await InviteAsync(store.One, Ann, Ben), new CallCommand.Redirect(Ben, Cid.User));

        Assert.Empty(await ListAsync(store.Other, Ben));
        Assert.Equal([call.Call.Id], await ListAsync(store.Other, Cid, CallFilter.Active));
        Assert.Equal([call.Call.Id], await ListAsync(store.Other, Ann, CallFilter.Active));
    }

    [Fact]
    public async Task List_FromAnUnknownPlace_BeginsWithTheNewest()
    {
        await using var store = await CreateAsync();
        var call = await InviteAsync(store.One, Ann, Ben);

        foreach (var place in new[] { "", "x", "1.", "-1", "not a place", "99999999999999999999.test_x" })
            Assert.Equal([call.Call.Id], (await store.One.Calls.ListAsync(Key(Ann), CallFilter.All, 10, place, Cancel)).Calls.Select(stored => stored.Call.Id));
    }

    [Fact]
    public async Task LeaseDue_BeforeTheDeadline_GivesNothing()
    {
        await using var store = await CreateAsync();
        await InviteAsync(store.One, Ann, Ben);

        Assert.Empty((await store.One.Calls.LeaseDueAsync(Moment, 10, Cancel)).Calls);
    }

    [Fact]
    public async Task LeaseDue_AfterTheDeadline_GivesTheCallToOneUntilTheLeaseEnds()
    {
        await using var store = await CreateAsync();
        var brief = Script with { Limits = CallLimits.Default with { RingTimeout = Moment } };
        var call = await InviteAsync(store.One, Ann, Ben, brief);
        await store.AdvanceAsync(Moment);

        var due = Assert.Single((await store.One.Calls.LeaseDueAsync(Moment, 10, Cancel)).Calls);
        Assert.Equal((Tenant, call.Call.Id), (due.Tenant, due.Call));
        Assert.InRange(due.At, call.Call.RingUntil, store.One.Calls.Now.AddSeconds(1));
        Assert.Empty((await store.Other.Calls.LeaseDueAsync(Moment, 10, Cancel)).Calls);

        await store.AdvanceAsync(Moment);
        Assert.Single((await store.Other.Calls.LeaseDueAsync(Moment, 10, Cancel)).Calls);
    }

    [Fact]
    public async Task LeaseDue_SettledByACommit_GivesNothing()
    {
        await using var store = await CreateAsync();
        var brief = Script with { Limits = CallLimits.Default with { RingTimeout = TimeSpan.FromMilliseconds(1) } };
        var answered = await InviteAsync(store.One, Ann, Ben, brief);
        var lapsed = await InviteAsync(store.One, Ann, Cid, brief);
        await store.AdvanceAsync(TimeSpan.FromMilliseconds(5));
        Assert.Equal(2, (await store.One.Calls.LeaseDueAsync(TimeSpan.Zero, 10, Cancel)).Calls.Length);

        await DoAsync(store.One, answered, Answer(Ben));
        var ended = await DoAsync(store.One, lapsed, new CallCommand.Expire());

        Assert.Equal(EndReason.TimedOut, ended.Call.EndReason);
        Assert.Empty((await store.One.Calls.LeaseDueAsync(Moment, 10, Cancel)).Calls);
    }

    [Fact]
    public async Task LeaseDue_MoreThanTheLimit_GivesTheRestNextTime()
    {
        await using var store = await CreateAsync();
        var brief = Script with { Limits = CallLimits.Default with { RingTimeout = TimeSpan.FromMilliseconds(1) } };
        for (var n = 0; n < 5; n++) await InviteAsync(store.One, Ann, Ben, brief);
        await store.AdvanceAsync(TimeSpan.FromMilliseconds(5));

        var first = (await store.One.Calls.LeaseDueAsync(TimeSpan.FromMinutes(1), 3, Cancel)).Calls;
        var second = (await store.Other.Calls.LeaseDueAsync(TimeSpan.FromMinutes(1), 3, Cancel)).Calls;

        Assert.Equal((3, 2), (first.Length, second.Length));
        Assert.Equal(5, first.Concat(second).Select(due => due.Call).Distinct().Count());
    }
}
