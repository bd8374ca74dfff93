using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Xunit;

namespace Signaling.Infrastructure.Tests.Storage;

public abstract partial class StoreSpecification
{
    [Fact]
    public async Task Candidates_OfTheCaller_AreKeptInOrderAndToldWithoutANewVersion()
    {
        await using var store = await CreateAsync();
        var place = (await store.Other.Inboxes.AttachAsync(Key(Ben), Ben.Device, null, Cancel)).Cursor;
        var call = await InviteAsync(store.One, Ann, Ben);
        var one = Candidates(store.One, call, Ann, count: 2);
        var two = Candidates(store.One, call, Ann, count: 1, complete: true);

        await store.One.Calls.CommitAsync(one, Cancel);
        var after = Stored(await store.Other.Calls.CommitAsync(two, Cancel));

        Assert.Equal(call.Version, after.Version);
        Assert.Equal(Describe.Of(after), Describe.Of(await FindAsync(store.One, call.Call.Id)));
        var kept = Assert.Single(after.Candidates);
        Assert.Equal($"{Describe.Text(one.Candidates.Json)},{Describe.Text(two.Candidates.Json)}", Describe.Text(kept.Json));
        Assert.Equal((Ann, 1, 3, true), (kept.From, kept.Offer, kept.Count, kept.Complete));
        var told = (await store.Other.Inboxes.ReadAsync(Key(Ben), place, 10, Cancel))!.Value;
        Assert.Equal([Describe.Text(one.Event!.Body), Describe.Text(two.Event!.Body)], told.Skip(1).Select(entry => Describe.Text(entry.Body)));
    }

    [Fact]
    public async Task Candidates_EndAlone_IsKeptWhateverComesAfterIt()
    {
        await using var store = await CreateAsync();
        var call = await InviteAsync(store.One, Ann, Ben);
        var one = Candidates(store.One, call, Ann, count: 1);
        await store.One.Calls.CommitAsync(one, Cancel);

        await TrickleAsync(store.One, call, Ann, count: 0, complete: true);
        await TrickleAsync(store.One, call, Ann, count: 0, complete: false);

        var kept = Assert.Single((await FindAsync(store.Other, call.Call.Id))!.Candidates);
        Assert.Equal((Describe.Text(one.Candidates.Json), 1, true), (Describe.Text(kept.Json), kept.Count, kept.Complete));
    }

    [Fact]
    public async Task Candidates_MoreThanAllowed_AreOverLimitAndNotKept()
    {
        await using var store = await CreateAsync();
        var call = await InviteAsync(store.One, Ann, Ben);
        var kept = Stored(await store.One.Calls.CommitAsync(Candidates(store.One, call, Ann, count: 2) with { MaxCandidates = 3 }, Cancel));

        var result = await store.One.Calls.CommitAsync(Candidates(store.One, call, Ann, count: 2) with { MaxCandidates = 3 }, Cancel);

        Assert.Equal(CallError.TooManyCandidates, Assert.IsType<CommitResult.OverLimit>(result).Error);
        Assert.Equal(Describe.Of(kept), Describe.Of(await FindAsync(store.One, call.Call.Id)));
        Stored(await store.One.Calls.CommitAsync(Candidates(store.One, call, Ben, count: 3) with { MaxCandidates = 3 }, Cancel));
        Stored(await store.One.Calls.CommitAsync(Candidates(store.One, call, Ann, count: 1) with { MaxCandidates = 3 }, Cancel));
    }

    [Fact]
    public async Task Candidates_OfMoreDevicesThanAllowed_AreOverLimitAndNotKept()
    {
        await using var store = await CreateAsync();
        var call = await InviteAsync(store.One, Ann, Ben);
        foreach (var by in new[] { Ann, Ben, BenTablet })
            call = Stored(await store.One.Calls.CommitAsync(Candidates(store.One, call, by) with { MaxDevices = 2 }, Cancel));

        var result = await store.One.Calls.CommitAsync(Candidates(store.One, call, Ben with { Device = new("third") }) with { MaxDevices = 2 }, Cancel);

        Assert.Equal(CallError.TooManyDevices, Assert.IsType<CommitResult.OverLimit>(result).Error);
        Assert.Equal(Describe.Of(call), Describe.Of(await FindAsync(store.Other, call.Call.Id)));
        Stored(await store.One.Calls.CommitAsync(Candidates(store.One, call, Ben) with { MaxDevices = 2 }, Cancel));
    }

    [Fact]
    public async Task Candidates_AtAnotherVersion_AreStaleAndNotKept()
    {
        await using var store = await CreateAsync();
        var call = await InviteAsync(store.One, Ann, Ben);
        var rings = await DoAsync(store.One, call, new CallCommand.Ring(Ben));

        var result = await store.One.Calls.CommitAsync(Candidates(store.One, call, Ann), Cancel);

        Assert.Equal(Describe.Of(rings), Describe.Of(Assert.IsType<CommitResult.Stale>(result).Stored));
        Assert.Empty((await FindAsync(store.One, call.Call.Id))!.Candidates);
    }

    [Fact]
    public async Task Answer_CandidatesHeldForIt_AreToldAfterItAndTheOthersForgotten()
    {
        await using var store = await CreateAsync();
        var place = (await store.One.Inboxes.AttachAsync(Key(Ann), Ann.Device, null, Cancel)).Cursor;
        var call = await InviteAsync(store.One, Ann, Ben);
        call = await TrickleAsync(store.One, call, Ann);
        call = await TrickleAsync(store.One, call, BenTablet);
        var held = Candidates(store.One, call, Ben, count: 2);
        await store.One.Calls.CommitAsync(held, Cancel);
        Assert.Empty((await store.One.Inboxes.ReadAsync(Key(Ann), place, 10, Cancel))!.Value);

        call = await DoAsync(store.One, call, Answer(Ben));

        Assert.Equal([Ann, Ben], call.Candidates.Select(kept => kept.From).Order(Comparer<Actor>.Create((a, b) => a.User.CompareTo(b.User))));
        Assert.Equal(Describe.Of(call), Describe.Of(await FindAsync(store.Other, call.Call.Id)));
        var told = (await store.One.Inboxes.ReadAsync(Key(Ann), place, 10, Cancel))!.Value;
        Assert.Equal(2, told.Length);
        Assert.Contains("call.answered", Describe.Text(told[0].Body));
        Assert.Equal(CommitScript.BodyStart + Describe.Text(held.Candidates.Json) + CommitScript.BodyEnd, Describe.Text(told[1].Body));
        Assert.Equal((DeviceFilter.Only(Ann.Device), call.Call.Id, null), (told[1].Devices, told[1].Call, told[1].Description));
        Assert.Equal(told[0].Cursor.Nonce, told[1].Cursor.Nonce);
    }

    [Theory, InlineData(null, 1), InlineData(false, 1), InlineData(true, 2)]
    public async Task Answer_NoCandidatesHeldForIt_TellsAtMostThatNoneWillCome(bool? complete, int events)
    {
        await using var store = await CreateAsync();
        var place = (await store.One.Inboxes.AttachAsync(Key(Ann), Ann.Device, null, Cancel)).Cursor;
        var call = await InviteAsync(store.One, Ann, Ben);
        call = await TrickleAsync(store.One, call, BenTablet);
        if (complete is { } told) call = await TrickleAsync(store.One, call, Ben, count: 0, told);

        await DoAsync(store.One, call, Answer(Ben));

        var heard = (await store.One.Inboxes.ReadAsync(Key(Ann), place, 10, Cancel))!.Value;
        Assert.Equal(events, heard.Length);
        if (complete is true) Assert.Equal(CommitScript.BodyStart + CommitScript.BodyEndComplete, Describe.Text(heard[1].Body));
    }

    [Fact]
    public async Task Candidates_OfAnOfferThatIsDropped_AreForgottenAndLaterOnesToldOnly()
    {
        await using var store = await CreateAsync();
        var call = await DoAsync(store.One, await InviteAsync(store.One, Ann, Ben), Answer(Ben));
        call = await TrickleAsync(store.One, call, Ann);
        call = await DoAsync(store.One, call, new CallCommand.Offer(Ann, "offer 2"));
        call = await TrickleAsync(store.One, call, Ann, count: 2);

        call = await DoAsync(store.One, call, new CallCommand.AnswerOffer(Ben, 2, "answer 2", Agreed));

        Assert.Equal((2, 2), call.Candidates.Select(kept => (kept.Offer, kept.Count)).Single());
        Assert.Equal(Describe.Of(call), Describe.Of(await FindAsync(store.Other, call.Call.Id)));

        var place = await AttachAsync(store.One, Ben);
        var late = Script.Candidates(call, Ann, store.One.Calls.Now, offer: 1)!;
        Assert.Equal(Describe.Of(call), Describe.Of(Stored(await store.One.Calls.CommitAsync(late, Cancel))));
        Assert.Equal(Describe.Of(call), Describe.Of(await FindAsync(store.Other, call.Call.Id)));
        Assert.Single((await store.One.Inboxes.ReadAsync(Key(Ben), place, 10, Cancel))!.Value);
    }
}
