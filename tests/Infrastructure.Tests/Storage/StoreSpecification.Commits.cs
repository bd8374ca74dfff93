using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;
using Xunit;

namespace Signaling.Infrastructure.Tests.Storage;

public abstract partial class StoreSpecification
{
    [Fact]
    public async Task Commit_EachKindOfChange_IsFoundAtTheOtherEdgeAsItWasWritten()
    {
        await using var store = await CreateAsync();
        await store.One.Inboxes.AttachAsync(Key(Ben), Ben.Device, null, Cancel);
        var call = await InviteAsync(store.One, Ann, Cid);
        await SeenAsync();
        foreach (var command in new CallCommand[]
        {
            new CallCommand.Ring(Cid), new CallCommand.Redirect(Cid, Ben.User), new CallCommand.Reject(BenTablet, RejectReason.Busy), Answer(Ben),
            new CallCommand.Offer(Ben, "offer 2"), new CallCommand.Offer(Ann, "offer 3"), new CallCommand.AnswerOffer(Ben, 3, "answer 3", Agreed),
            new CallCommand.Hold(Ann, null), new CallCommand.SendMessage(Ben, "hello"), new CallCommand.HangUp(Ann),
        })
        {
            call = await DoAsync(store.One, call, command);
            await SeenAsync();
        }
        Assert.Equal(CallPhase.Ended, call.Call.Phase);

        async Task SeenAsync() => Assert.Equal(Describe.Of(call), Describe.Of(await FindAsync(store.Other, call.Call.Id)));
    }

    [Fact]
    public async Task Commit_AtAnotherVersion_IsStaleAndWritesNothing()
    {
        await using var store = await CreateAsync();
        var first = await InviteAsync(store.One, Ann, Ben);
        var second = await DoAsync(store.One, first, new CallCommand.Ring(Ben));
        var place = (await store.One.Inboxes.AttachAsync(Key(Ann), Ann.Device, null, Cancel)).Cursor;
        var stranger = second with { Version = second.Version with { Nonce = "another" } };

        foreach (var seen in new[] { first, stranger })
        {
            var result = await store.Other.Calls.CommitAsync(Change(store.Other, seen, Answer(Ben)), Cancel);

            Assert.Equal(Describe.Of(second), Describe.Of(Assert.IsType<CommitResult.Stale>(result).Stored));
        }
        Assert.Equal(Describe.Of(second), Describe.Of(await FindAsync(store.One, first.Call.Id)));
        Assert.Empty((await store.One.Inboxes.ReadAsync(Key(Ann), place, 10, Cancel))!.Value);
    }

    [Fact]
    public async Task Commit_NewCallWhoseIdIsTaken_IsStale()
    {
        await using var store = await CreateAsync();
        var call = await InviteAsync(store.One, Ann, Ben);

        var result = await store.One.Calls.CommitAsync(Script.Invite(Ann, Cid.User, store.One.Calls.Now, call.Call.Id), Cancel);

        Assert.Equal(Describe.Of(call), Describe.Of(Assert.IsType<CommitResult.Stale>(result).Stored));
    }

    [Fact]
    public async Task Commit_UnknownCall_IsMissing()
    {
        await using var store = await CreateAsync();
        var call = await InviteAsync(store.One, Ann, Ben);
        var change = Change(store.One, call with { Call = call.Call with { Id = new("test_nowhere") } }, Answer(Ben));

        Assert.IsType<CommitResult.Missing>(await store.One.Calls.CommitAsync(change, Cancel));
        Assert.IsType<CommitResult.Missing>(await store.One.Calls.CommitAsync(
            Candidates(store.One, call, Ann) with { Call = new("test_nowhere") }, Cancel));
        Assert.Null(await FindAsync(store.One, new("test_nowhere")));
    }

    [Fact]
    public async Task Commit_AfterItsTime_IsTooLateAndWritesNothing()
    {
        await using var store = await CreateAsync();
        var late = store.One.Calls.Now - TimeSpan.FromSeconds(1);
        var invite = Script.Invite(Ann, Ben.User, store.One.Calls.Now) with { NotAfter = late, Request = Request("r1", new("test_x")) };
        var call = await InviteAsync(store.One, Ann, Cid);

        Assert.IsType<CommitResult.TooLate>(await store.One.Calls.CommitAsync(invite, Cancel));
        Assert.IsType<CommitResult.TooLate>(await store.One.Calls.CommitAsync(Change(store.One, call, Answer(Cid)) with { NotAfter = late }, Cancel));
        Assert.IsType<CommitResult.TooLate>(await store.One.Calls.CommitAsync(Candidates(store.One, call, Ann) with { NotAfter = late }, Cancel));

        var (found, repeated) = await store.One.Calls.FindAsync(Tenant, invite.Call.Id, new("r1", "body-1"), Cancel);
        Assert.Null(found);
        Assert.Null(repeated);
        Assert.Equal(Describe.Of(call), Describe.Of(await FindAsync(store.One, call.Call.Id)));
    }

    [Fact]
    public async Task Commit_OtherTenant_SeesNothingOfTheCall()
    {
        await using var store = await CreateAsync();
        var other = new TenantId("other");
        var call = await InviteAsync(store.One, Ann, Ben);

        Assert.Null(await FindAsync(store.One, call.Call.Id, other));
        Assert.Null(await store.One.Calls.FindDescriptionAsync(other, call.Call.Id, DescriptionRef.OfferOf(1), Cancel));
        Assert.Empty((await store.One.Calls.ListAsync(new(other, Ann.User), CallFilter.All, 10, null, Cancel)).Calls);
        Assert.Empty((await store.One.Inboxes.AttachAsync(new(other, Ben.User), Ben.Device, null, Cancel)).ActiveCalls);
        Assert.IsType<CommitResult.Missing>(await store.One.Calls.CommitAsync(
            Change(store.One, call with { Call = call.Call with { Tenant = other } }, Answer(Ben)), Cancel));
    }

    [Fact]
    public async Task Commit_Descriptions_AreKeptAsLongAsTheyAreOfUse()
    {
        await using var store = await CreateAsync();
        var call = await DoAsync(store.One, await InviteAsync(store.One, Ann, Ben), Answer(Ben));
        Assert.Equal($"offer of {Ann}", await DescriptionAsync(DescriptionRef.OfferOf(1)));
        Assert.Equal($"answer of {Ben}", await DescriptionAsync(DescriptionRef.AnswerTo(1)));

        call = await DoAsync(store.One, call, new CallCommand.Offer(Ben, "äöü 2\r\n"));
        Assert.Equal("äöü 2\r\n", await DescriptionAsync(DescriptionRef.OfferOf(2)));
        await DoAsync(store.One, call, new CallCommand.AnswerOffer(Ann, 2, "answer 2", Agreed));

        Assert.Null(await DescriptionAsync(DescriptionRef.OfferOf(1)));
        Assert.Null(await DescriptionAsync(DescriptionRef.AnswerTo(1)));
        Assert.Equal("answer 2", await DescriptionAsync(DescriptionRef.AnswerTo(2)));

        Task<string?> DescriptionAsync(DescriptionRef name) => store.Other.Calls.FindDescriptionAsync(Tenant, call.Call.Id, name, Cancel);
    }

    [Fact]
    public async Task Commit_WhenItsTimeIsOver_IsForgotten()
    {
        await using var store = await CreateAsync();
        var call = await InviteAsync(store.One, Ann, Ben);
        call = await DoAsync(store.One, call, new CallCommand.HangUp(Ann), Script with { KeepFor = Moment });
        Assert.NotNull(await FindAsync(store.One, call.Call.Id));

        await store.AdvanceAsync(Moment);

        Assert.Null(await FindAsync(store.One, call.Call.Id));
        Assert.Null(await store.One.Calls.FindDescriptionAsync(Tenant, call.Call.Id, DescriptionRef.OfferOf(1), Cancel));
        Assert.Empty(await ListAsync(store.One, Ann));
    }

    [Fact]
    [Trait("CallFlow", "#315")]
    public async Task Commit_FiftyAtOnceOnOneVersion_WritesOne()
    {
        await using var store = await CreateAsync();
        var call = await InviteAsync(store.One, Ann, Ben);

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(() =>
        {
            var edge = n % 2 == 0 ? store.One : store.Other;
            return edge.Calls.CommitAsync(Change(edge, call, Answer(Ben with { Device = new($"d{n}") })), Cancel);
        })));

        var winner = Stored(Assert.Single(results, result => result is CommitResult.Committed));
        Assert.All(results.OfType<CommitResult.Stale>(), stale => Assert.Equal(winner.Version, stale.Stored.Version));
        Assert.Equal(49, results.OfType<CommitResult.Stale>().Count());
    }
}
