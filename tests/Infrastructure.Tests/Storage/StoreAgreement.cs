using System.Collections.Immutable;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Xunit;

namespace Signaling.Infrastructure.Tests.Storage;

/// <summary>Does the same random things to two stores, and compares all that they say. Commits are made by the rules, from calls as
/// they are or as they were once; places in inboxes are each store's own, and compared by the nonce of their entry.</summary>
internal sealed partial class StoreAgreement(StoreUnderTest left, StoreUnderTest right, int seed)
{
    private static readonly TenantId Tenant = new("acme");
    private static readonly Actor[] Actors = [.. from user in "abcd" from device in "12" select new Actor(new($"user {user}"), new($"{user}{device}"))];

    private readonly Random random = new(seed);
    private readonly List<StoredCall> seen = [];
    private readonly Dictionary<CallId, StoredCall> newest = [];
    private readonly Dictionary<UserKey, List<(Cursor Left, Cursor Right)>> places = [];
    private readonly Dictionary<UserKey, (string Left, string Right)> begins = [];
    private int drawn;

    /// <summary>What the commits came to, and how often.</summary>
    public Dictionary<string, int> Outcomes { get; } = [];

    private CommitScript Script => new(Tenant)
    {
        Draw = () => $"n{seed}x{drawn++}",
        Limits = CallLimits.Default with { MaxActiveCalls = 6, MaxCandidates = 5, MaxDevices = 2, MaxRedirects = 2, Grace = random.Next(2) == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(5), RingTimeout = random.Next(5) == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(5) },
    };

    /// <summary>Does <paramref name="steps"/> things, comparing after each, and everything at the end.</summary>
    public async Task RunAsync(int steps, CancellationToken cancel)
    {
        for (var step = 0; step < steps; step++) await StepAsync(cancel);

        foreach (var id in newest.Keys)
            await SameAsync(edge => edge.Calls.FindAsync(Tenant, id, null, cancel), found => Describe.Of(found.Stored));
        foreach (var actor in Actors)
        {
            await ListAsync(Key(actor), CallFilter.All, cancel);
            foreach (var (atLeft, atRight) in places.GetValueOrDefault(Key(actor))?.ToArray() ?? []) await ReadAsync(Key(actor), atLeft, atRight, 1000, cancel);
        }
        await SameWordsAsync(cancel);
        Assert.True(wordsAtLeft.Count > 0 || bare.Count > 0);
    }

    private Task StepAsync(CancellationToken cancel) => random.Next(20) switch
    {
        < 2      => InviteAsync(cancel),
        < 10     => CommandAsync(cancel),
        < 13     => TrickleAsync(cancel),
        < 15     => AttachAsync(Pick(Actors), cancel),
        15       => DetachAsync(Pick(Actors), cancel),
        16       => ReadSomewhereAsync(Key(Pick(Actors)), cancel),
        17       => ListAsync(Key(Pick(Actors)), Pick(Enum.GetValues<CallFilter>()), cancel),
        18       => FindAsync(cancel),
        _        => LeaseAsync(cancel),
    };

    private async Task InviteAsync(CancellationToken cancel)
    {
        var to = Pick(Actors);
        var by = Pick(Actors.Where(actor => actor.User != to.User).ToArray());
        var invite = Script.Invite(by, to.User, left.One.Calls.Now, random.Next(20) == 0 && seen.Count > 0 ? Pick(seen).Call.Id : null);
        await CommitAsync(invite with { Request = Request(invite.Call.Id), NotAfter = NotAfter(invite.NotAfter) }, cancel);
    }

    private async Task CommandAsync(CancellationToken cancel)
    {
        if (Some() is not { } call) return;

        var by = Pick(Actors.Where(actor => call.Call.Includes(actor.User)).ToArray());
        var sdp = random.Next(2) == 0 ? $"sdp {drawn++}" : null;
        var number = call.Call.Pending?.Number ?? 1;
        CallCommand command = random.Next(16) switch
        {
            0 or 1 => new CallCommand.Ring(by),
            2 or 3 => new CallCommand.Answer(by, $"sdp {drawn++}", [new("audio", "sendrecv", ["opus"], "UDP/TLS/RTP/SAVPF")]),
            4      => new CallCommand.Reject(by, Pick(Enum.GetValues<RejectReason>())),
            5      => new CallCommand.HangUp(by),
            6      => new CallCommand.Redirect(by, Pick(Actors).User),
            7      => new CallCommand.Hold(by, sdp),
            8      => new CallCommand.Resume(by, sdp),
            9      => new CallCommand.Offer(by, $"sdp {drawn++}"),
            10     => new CallCommand.AnswerOffer(by, number, $"sdp {drawn++}", []),
            11     => new CallCommand.RejectOffer(by, number),
            12     => new CallCommand.Lose(by),
            13     => new CallCommand.Return(by),
            _      => random.Next(2) == 0 ? new CallCommand.Expire(random.Next(2) == 0 ? null : left.One.Calls.Now) : new CallCommand.SendMessage(by, $"text {drawn++}"),
        };
        if (Script.Change(call, command, left.One.Calls.Now) is not { } change) return;
        await CommitAsync(change with { Request = Request(call.Call.Id), NotAfter = NotAfter(change.NotAfter) }, cancel);
    }

    private async Task TrickleAsync(CancellationToken cancel)
    {
        if (Some() is not { } call) return;

        var by = Pick(Actors.Where(actor => call.Call.Includes(actor.User)).ToArray());
        if (Script.Candidates(call, by, left.One.Calls.Now, random.Next(3), random.Next(4) == 0, random.Next(4) == 0 ? 1 : null) is not { } added) return;
        added = added with { Request = Request(call.Call.Id), NotAfter = NotAfter(added.NotAfter) };
        Took(await SameAsync(edge => edge.Calls.CommitAsync(added, cancel), Describe.Of));
    }

    private async Task CommitAsync(CallCommit commit, CancellationToken cancel) =>
        Took(await SameAsync(edge => edge.Calls.CommitAsync(commit, cancel), Describe.Of));

    private async Task FindAsync(CancellationToken cancel)
    {
        var id = Some()?.Call.Id ?? new CallId("test_none");
        var name = new DescriptionRef(random.Next(1, 4), random.Next(2) == 0);
        var key = new IdempotencyKey($"r{random.Next(12)}", "body");
        await SameAsync(edge => edge.Calls.FindAsync(Tenant, id, key, cancel), found => $"{Describe.Of(found.Stored)} {found.Repeated}");
        await SameAsync(edge => edge.Calls.FindDescriptionAsync(Tenant, id, name, cancel), found => found ?? "none");
    }

    private async Task ListAsync(UserKey user, CallFilter filter, CancellationToken cancel)
    {
        (string? atLeft, string? atRight) = (null, null);
        var limit = random.Next(1, 8);
        do
        {
            var (one, other) = await BothAsync(
                left.One.Calls.ListAsync(user, filter, limit, atLeft, cancel), right.One.Calls.ListAsync(user, filter, limit, atRight, cancel), Describe.Of);
            (atLeft, atRight) = (one.Next, other.Next);
        }
        while (atLeft is not null);
    }

    private async Task LeaseAsync(CancellationToken cancel)
    {
        await right.AdvanceAsync(TimeSpan.FromMilliseconds(10)); // what is due in the very same moment is due for one store, and for the other soon
        var (one, other) = await BothAsync(
            left.One.Calls.LeaseDueAsync(TimeSpan.FromHours(1), 1000, cancel), right.One.Calls.LeaseDueAsync(TimeSpan.FromHours(1), 1000, cancel), Describe.Of);
        foreach (var (atLeft, atRight) in one.Lost.OrderBy(lost => lost.ToString(), StringComparer.Ordinal).Zip(other.Lost.OrderBy(lost => lost.ToString(), StringComparer.Ordinal)))
        {
            if (random.Next(3) == 0) continue;
            await left.One.Calls.SettleAsync(atLeft, cancel);
            await right.One.Calls.SettleAsync(atRight, cancel);
        }
    }

    private void Took(CommitResult result)
    {
        Outcomes[result.GetType().Name] = Outcomes.GetValueOrDefault(result.GetType().Name) + 1;
        if (result is not CommitResult.Committed { Stored: var stored }) return;
        seen.Add(stored);
        newest[stored.Call.Id] = stored;
    }

    // Mostly an open call as it is; else some call as it was.
    private StoredCall? Some()
    {
        if (random.Next(4) == 0) return seen.Count == 0 ? null : seen[^(1 + random.Next(Math.Min(seen.Count, 40)))];

        var open = newest.Values.Where(stored => stored.Call.Phase is not CallPhase.Ended).OrderBy(stored => stored.Call.Id.Value, StringComparer.Ordinal).ToArray();
        return open.Length == 0 ? null : Pick(open);
    }

    private (IdempotencyKey, RepeatedRequest)? Request(CallId call) =>
        random.Next(4) != 0 ? null : (new IdempotencyKey($"r{random.Next(12 + drawn / 10)}", "body"), new RepeatedRequest("body", call, 200 + random.Next(5), random.Next(3)));

    private DateTimeOffset NotAfter(DateTimeOffset intime) => random.Next(30) == 0 ? intime - TimeSpan.FromHours(1) : intime;

    private T Pick<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

    private async Task<T> SameAsync<T>(Func<Edge, Task<T>> act, Func<T, string> describe)
    {
        var other = random.Next(2) == 0;
        return (await BothAsync(act(other ? left.Other : left.One), act(other ? right.Other : right.One), describe)).Left;
    }

    private static async Task<(T Left, T Right)> BothAsync<T>(Task<T> atLeft, Task<T> atRight, Func<T, string> describe)
    {
        var (one, other) = (await atLeft, await atRight);
        Assert.Equal(describe(one), describe(other));
        return (one, other);
    }

    private static UserKey Key(Actor actor) => new(Tenant, actor.User);
}
