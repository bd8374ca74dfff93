using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Storage;

public abstract partial class StoreSpecification
{
    [Fact]
    public async Task Commit_RepeatedRequest_GivesWhatIsRememberedAndTheCallNow()
    {
        await using var store = await CreateAsync();
        var invite = Script.Invite(Ann, Ben.User, store.One.Calls.Now);
        var request = Request("r1", invite.Call.Id);
        var call = Stored(await store.One.Calls.CommitAsync(invite with { Request = request }, Cancel));
        call = await DoAsync(store.One, call, Answer(Ben));
        var again = Script.Invite(Ann, Ben.User, store.Other.Calls.Now) with { Request = Request("r1", new("test_second"), "body-2") };

        var repeated = Assert.IsType<CommitResult.Repeated>(await store.Other.Calls.CommitAsync(again, Cancel));

        Assert.Equal(request.Item2, repeated.Request);
        Assert.Equal(Describe.Of(call), Describe.Of(repeated.Stored));
        Assert.Null(await FindAsync(store.One, again.Call.Id));
    }

    [Fact]
    public async Task Commit_RepeatedRequestOnAnOldVersion_IsRepeatedNotStale()
    {
        await using var store = await CreateAsync();
        var call = await InviteAsync(store.One, Ann, Ben);
        var ring = Change(store.One, call, new CallCommand.Ring(Ben)) with { Request = Request("r2", call.Call.Id) };
        await store.One.Calls.CommitAsync(ring, Cancel);

        Assert.IsType<CommitResult.Repeated>(await store.One.Calls.CommitAsync(ring, Cancel));
    }

    [Fact]
    public async Task Commit_RepeatedCandidates_AreNotAddedAgain()
    {
        await using var store = await CreateAsync();
        var call = await InviteAsync(store.One, Ann, Ben);
        var added = Candidates(store.One, call, Ann) with { Request = Request("r3", call.Call.Id) };
        var once = Stored(await store.One.Calls.CommitAsync(added, Cancel));

        var again = Assert.IsType<CommitResult.Repeated>(await store.Other.Calls.CommitAsync(added, Cancel));

        Assert.Equal(Describe.Of(once), Describe.Of(again.Stored));
    }

    [Fact]
    public async Task Commit_RefusedRequest_IsNotRemembered()
    {
        await using var store = await CreateAsync();
        var opposite = await InviteAsync(store.One, Ben, Ann);
        var invite = Script.Invite(Ann, Ben.User, store.One.Calls.Now);
        invite = invite with { Request = Request("r4", invite.Call.Id) };
        Assert.IsType<CommitResult.Crossed>(await store.One.Calls.CommitAsync(invite, Cancel));
        await DoAsync(store.One, opposite, new CallCommand.HangUp(Ben));

        Stored(await store.One.Calls.CommitAsync(invite, Cancel));
    }

    [Fact]
    public async Task Find_WithARequest_GivesWhatIsRememberedWhateverTheBody()
    {
        await using var store = await CreateAsync();
        var call = await InviteAsync(store.One, Ann, Ben);
        var request = Request("r5", call.Call.Id);
        await store.One.Calls.CommitAsync(Change(store.One, call, Answer(Ben)) with { Request = request }, Cancel);

        Assert.Equal(request.Item2, (await store.Other.Calls.FindAsync(Tenant, call.Call.Id, new("r5", "body-2"), Cancel)).Repeated);
        Assert.Null((await store.Other.Calls.FindAsync(Tenant, call.Call.Id, new("r6", "body-1"), Cancel)).Repeated);
    }

    [Fact]
    public async Task Commit_FiftyAtOnceWithOneRequest_MakesOneCall()
    {
        await using var store = await CreateAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(() =>
        {
            var edge = n % 2 == 0 ? store.One : store.Other;
            var invite = Script.Invite(Ann, Ben.User, edge.Calls.Now);
            return edge.Calls.CommitAsync(invite with { Request = Request("r7", invite.Call.Id) }, Cancel);
        })));

        var made = Stored(Assert.Single(results, result => result is CommitResult.Committed));
        Assert.Equal(49, results.OfType<CommitResult.Repeated>().Count(repeated => repeated.Request.Call == made.Call.Id && repeated.Stored is not null));
        Assert.Equal([made.Call.Id], await ListAsync(store.One, Ann));
    }
}
