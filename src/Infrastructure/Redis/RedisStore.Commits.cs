using System.Collections.Immutable;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Infrastructure.Redis;

/// <summary>Writing calls. The codes are those of <c>call-commit.lua</c> and <c>candidates-append.lua</c>.</summary>
public sealed partial class RedisStore
{
    private const long Written = 1, Missing = 0, Stale = -1, Crossed = -2, OverLimit = -3, TooLate = -4, DoneBefore = -5, TooManyDevices = -6, Contradicted = -7;

    public async Task<CommitResult> CommitAsync(CallCommit commit, CancellationToken cancel)
    {
        var recipients = CommitArguments.Recipients(commit);
        var (state, schema) = scope.Forms.Write(commit.Call, commit.Known?.Schema ?? 0);
        Failpoint("before-commit");
        var (code, reply) = await WriteAsync(RedisScript.CallCommit, CommitArguments.Of(commit, state, recipients, scope), recipients, cancel);
        if (code != Written) return await RefusalAsync(code, reply, commit.Call.Tenant, CallError.TooManyCalls, cancel);
        Failpoint("commit-announcement");

        var events = commit.Events;
        if (commit.Release is { } release && reply[5].Bytes is { Length: > 0 } released)
            events = events.Add(new InboxEvent(release.To, release.Devices, released, commit.Call.Id, null));
        var places = reply[4].Items;
        for (var i = 0; i < recipients.Length; i++)
            Announce(recipients[i], places[i].Items, [.. events.Where(added => added.To == recipients[i])], commit.EntryNonce);
        Failpoint("commit-answer");
        return new CommitResult.Committed(CallFields.After(commit, reply[2].Text, reply[3], schema));
    }

    public async Task<CommitResult> CommitAsync(CandidateCommit commit, CancellationToken cancel)
    {
        var (code, reply) = await WriteAsync(RedisScript.CandidatesAppend, CandidateArguments.Of(commit, scope), commit.Event is { } added ? [added.To] : [], cancel);
        if (code != Written) return await RefusalAsync(code, reply, commit.Tenant, CallError.TooManyCandidates, cancel);

        if (commit.Event is { } told) Announce(told.To, reply[3].Items, [told], commit.EntryNonce);
        return new CommitResult.Committed(commit.Known with { Candidates = CallFields.ReadLists(reply[2]) });
    }

    private async Task<CommitResult> RefusalAsync(long code, RedisReply[] reply, TenantId tenant, CallError limit, CancellationToken cancel) => code switch
    {
        Missing        => new CommitResult.Missing(),
        Stale          => new CommitResult.Stale(CallFields.Read(reply[2], scope.Forms)!),
        Crossed        => new CommitResult.Crossed(new CallId(reply[2].Text)),
        OverLimit      => new CommitResult.OverLimit(limit),
        Contradicted   => new CommitResult.Contradicted(),
        TooLate        => new CommitResult.TooLate(),
        TooManyDevices => new CommitResult.OverLimit(CallError.TooManyDevices),
        DoneBefore     => await RepeatedAsync(RequestRecord.Read(reply[2].Text)!, tenant, cancel),
        _              => throw new InvalidDataException($"A script gave an unknown code: {code}."),
    };

    // The record may tell of another call than the one that was to be written, and only now is it known which.
    private async Task<CommitResult> RepeatedAsync(RepeatedRequest record, TenantId tenant, CancellationToken cancel) =>
        new CommitResult.Repeated(record, (await FindAsync(tenant, record.Call, null, cancel)).Stored);

    // Where the chaos suite ends or stops an edge (tests/chaos); in any other build there is nothing here.
    static partial void Failpoint(string place);

    // Whoever asked may have hung up, or the reply may be late: what became of the change is then not known here, and nobody else sends this
    // edge word of it. Those whom it concerns look for themselves.
    private async Task<(long Code, RedisReply[] Reply)> WriteAsync(RedisScript script, RedisArguments arguments, UserKey[] recipients, CancellationToken cancel)
    {
        try
        {
            return await RunAsync(script, arguments, cancel);
        }
        catch (Exception lost) when (lost is StoreUnavailableException or OperationCanceledException)
        {
            foreach (var user in recipients.Where(attached.Contains)) announcements.Add(new Announcement(user, default, []));
            throw;
        }
    }

    // This edge takes its own word from the reply, without a detour over the channel.
    private void Announce(UserKey user, RedisReply[] places, ImmutableArray<InboxEvent> events, string nonce)
    {
        if (places.Length < 2 || !attached.Contains(user) || InboxWords.ReadCursor(places[0].Text) is not { } previous) return;

        announcements.Add(new Announcement(user, previous,
            [.. events.Select((added, i) => new InboxEntry(InboxWords.At(places[i + 1].Text, nonce), added.Devices, added.Body, added.Call, added.Description))]));
    }
}
