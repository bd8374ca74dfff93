using Signaling.Domain.Calls;
using Signaling.Domain.Calls.History;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Policies;
using Signaling.Domain.Sdp;
using Xunit;

namespace Signaling.Infrastructure.Tests.Storage;

public abstract partial class StoreSpecification
{
    private static SentCandidate Sent(string address) =>
        IceCandidate.TryParse($"candidate:1 1 udp 1 {address} 9 typ host", out var candidate, out _) ? new(candidate, "0", 0, "UfrA") : throw new ArgumentException(address);

    [Fact]
    public async Task Timeline_OfEdgesThatDifferAboutTheTime_KeepsTheOrderOfEvents()
    {
        await using var store = await CreateAsync();
        var now = store.One.Calls.Now;
        var call = await InviteAsync(store.One, Ann, Ben);
        await store.One.Calls.NoteAsync(Tenant, call.Call.Id, new(0, now.AddSeconds(2), TimelineKind.MediaPath, null, null), Cancel);
        call = Stored(await store.Other.Calls.CommitAsync(Script.Change(call, new CallCommand.Ring(Ben), now.AddSeconds(-1))!, Cancel));
        Stored(await store.One.Calls.CommitAsync(Script.Change(call, new CallCommand.HangUp(Ann), now.AddSeconds(3))!, Cancel));

        var found = await store.Other.Calls.FindTimelineAsync(Tenant, call.Call.Id, Cancel);

        Assert.Equal([TimelineKind.Invited, TimelineKind.Ringing, TimelineKind.MediaPath, TimelineKind.Ended], found!.Value.Timeline.Select(line => line.Kind));
    }

    [Fact]
    public async Task Timeline_OfACall_HasTheLinesOfEachChangeInOrder()
    {
        await using var store = await CreateAsync();
        var call = await InviteAsync(store.One, Ann, Ben);
        call = Stored(await store.Other.Calls.CommitAsync(Script.Change(call, new CallCommand.Ring(Ben), store.Other.Calls.Now)!, Cancel));
        Stored(await store.One.Calls.CommitAsync(Script.Change(call, new CallCommand.HangUp(Ann), store.One.Calls.Now)!, Cancel));

        var found = await store.Other.Calls.FindTimelineAsync(Tenant, call.Call.Id, Cancel);

        Assert.Equal([TimelineKind.Invited, TimelineKind.Ringing, TimelineKind.Ended], found!.Value.Timeline.Select(line => line.Kind));
        Assert.Equal([1, 2, 3], found.Value.Timeline.Select(line => line.Number));
        Assert.Equal(("cancelled", Ann.User), (found.Value.Timeline[2].Facts["reason"], found.Value.Timeline[2].By!.Value));
        Assert.Equal(CallPhase.Ended, found.Value.Stored.Call.Phase);
        Assert.Null(await store.One.Calls.FindTimelineAsync(new TenantId("other"), call.Call.Id, Cancel));
    }

    [Fact]
    public async Task Timeline_OfAChangeThatIsNotWritten_HasNoLineOfIt()
    {
        await using var store = await CreateAsync();
        var call = await InviteAsync(store.One, Ann, Ben);
        Stored(await store.One.Calls.CommitAsync(Script.Change(call, new CallCommand.Ring(Ben), store.One.Calls.Now)!, Cancel));

        Assert.IsType<CommitResult.Stale>(await store.Other.Calls.CommitAsync(Script.Change(call, new CallCommand.HangUp(Ann), store.Other.Calls.Now)!, Cancel));

        Assert.Equal(2, (await store.One.Calls.FindTimelineAsync(Tenant, call.Call.Id, Cancel))!.Value.Timeline.Length);
    }

    [Fact]
    public async Task Timeline_OfAVeryLongCall_KeepsItsBeginAndItsNewestLines()
    {
        await using var store = await CreateAsync();
        var call = await DoAsync(store.One, await InviteAsync(store.One, Ann, Ben), new CallCommand.Answer(Ben, "answer", []));
        for (var i = 0; i < Timelines.MaxEntries; i++)
        {
            CallCommand command = i % 2 == 0 ? new CallCommand.Hold(Ann, null) : new CallCommand.Resume(Ann, null);
            call = Stored(await store.One.Calls.CommitAsync(Script.Change(call, command, store.One.Calls.Now)!, Cancel));
        }

        int[] kept = [.. (await store.Other.Calls.FindTimelineAsync(Tenant, call.Call.Id, Cancel))!.Value.Timeline.Select(line => line.Number)];

        Assert.Equal(Timelines.MaxEntries, kept.Length);
        Assert.Equal(Enumerable.Range(1, 32), kept[..32]);
        Assert.Equal(call.Call.Events, kept[^1]);
    }

    [Fact]
    public async Task Timeline_Notes_StandBesideEventsAndAreBounded()
    {
        await using var store = await CreateAsync();
        var call = await DoAsync(store.One, await InviteAsync(store.One, Ann, Ben), new CallCommand.Answer(Ben, "answer", []));
        var at = DateTimeOffset.FromUnixTimeMilliseconds(store.One.Calls.Now.ToUnixTimeMilliseconds()).AddMinutes(1);
        for (var i = 0; i <= Timelines.MaxNotes; i++)
            Assert.True(await store.One.Calls.NoteAsync(Tenant, call.Call.Id, new(0, at.AddSeconds(i), TimelineKind.MediaPath, Ann.User, Ann.Device) { Facts = Facts(i) }, Cancel));

        var found = (await store.Other.Calls.FindTimelineAsync(Tenant, call.Call.Id, Cancel))!.Value;

        Assert.Equal(call.Version, found.Stored.Version);
        var notes = found.Timeline.Where(line => line.Kind is TimelineKind.MediaPath).ToList();
        Assert.Equal(Timelines.MaxNotes, notes.Count);
        Assert.Equal(("1", $"{Timelines.MaxNotes}"), (notes[0].Facts["n"], notes[^1].Facts["n"]));
        Assert.False(await store.One.Calls.NoteAsync(Tenant, new CallId("test_none"), notes[0], Cancel));

        static System.Collections.Immutable.ImmutableSortedDictionary<string, string> Facts(int i) =>
            System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("n", i.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Passage_OfACall_IsKeptWithItAndFoundAgain()
    {
        await using var store = await CreateAsync();
        var call = await InviteAsync(store.One, Ann, Ben);
        var now = store.One.Calls.Now;
        var place = new DevicePlace(Location.InternetViaVpn, "hq", null) { Source = "198.51.100.7", Hosts = ["10.200.0.5"], Tunnel = ["id:3"] };
        var sorted = new CallEvent.CandidatesSorted(Ann, 1, [Sent("192.0.2.1")], [new(Sent("10.0.0.1"), PolicyRule.DirectExternalMediaBlocked)], [new(Sent("10.200.0.5"), PolicyRule.MediaOverVpn)], now) { EndsLater = true };

        var written = Stored(await store.One.Calls.CommitAsync(Script.After(call, now, new CallEvent.Located(Ann, place, now), sorted), Cancel));
        var found = (await store.Other.Calls.FindTimelineAsync(Tenant, call.Call.Id, Cancel))!.Value;

        Assert.Equivalent(written.Call.Passage, found.Stored.Call.Passage, strict: true);
        Assert.Equal(place, found.Stored.Call.Passage.PlaceOf(Ann));
        Assert.Equal("10.0.0.1", Assert.Single(Assert.Single(found.Stored.Call.Passage.Withheld).Candidates).Candidate.Address);
        Assert.True(found.Stored.Call.Passage.Withheld[0].Complete);
        Assert.Equal("192.0.2.1", Assert.Single(Assert.Single(found.Stored.Call.Passage.Given).Candidates).Candidate.Address);
        Assert.Equal([TimelineKind.Invited, TimelineKind.Located, TimelineKind.CandidatesRemoved, TimelineKind.CandidatesHeld], found.Timeline.Select(line => line.Kind));
        Assert.Equal(new TimelineCandidate("host", "udp", "10.200.0.5", 9, PolicyRule.MediaOverVpn), Assert.Single(found.Timeline[2].Candidates));

        var answered = Stored(await store.Other.Calls.CommitAsync(Script.After(written, now, new CallEvent.CandidatesSorted(Ann, 1, [Sent("10.0.0.1")], [], [], now) { Settles = true, Ends = true }), Cancel));
        Assert.Empty(answered.Call.Passage.Withheld);
        Assert.Equivalent(answered.Call.Passage, (await FindAsync(store.One, call.Call.Id))!.Call.Passage, strict: true);
    }
}
