using System.Collections.Immutable;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;
using Signaling.Domain.Sdp;
using Signaling.Infrastructure.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Storage;

/// <summary>What every store does, whatever it is made of. Ann calls Ben, who has two devices; Cid is in no call at first.</summary>
public abstract partial class StoreSpecification
{
    private static readonly TenantId Tenant = new("acme");
    private static readonly Actor Ann = new(new("ann@example.org"), new("tab"));
    private static readonly Actor Ben = new(new("ben:{1}"), new("phone")), BenTablet = new(new("ben:{1}"), new("tablet"));
    private static readonly Actor Cid = new(new("cid"), new("desk"));
    private static readonly ImmutableArray<NegotiatedMedia> Agreed = [new("audio", "sendrecv", ["opus", "PCMU"], "UDP/TLS/RTP/SAVPF")];
    /// <summary>Real time, where the store has a clock of its own: longer than a busy machine keeps two steps apart.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    private static CommitScript Script { get; } = new(Tenant);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A fresh, empty store.</summary>
    /// <param name="inbox">What it keeps of inboxes; null for the defaults.</param>
    protected abstract Task<StoreUnderTest> CreateAsync(InboxOptions? inbox = null);

    private static UserKey Key(Actor actor) => new(Tenant, actor.User);

    private static StoredCall Stored(CommitResult result) => Assert.IsType<CommitResult.Committed>(result).Stored;

    private static async Task<StoredCall> InviteAsync(Edge edge, Actor by, Actor to, CommitScript? script = null) =>
        Stored(await edge.Calls.CommitAsync((script ?? Script).Invite(by, to.User, edge.Calls.Now), Cancel));

    private static CallCommit Change(Edge edge, StoredCall call, CallCommand command, CommitScript? script = null) =>
        (script ?? Script).Change(call, command, edge.Calls.Now) ?? throw new InvalidOperationException($"The rules let {command} change nothing.");

    private static async Task<StoredCall> DoAsync(Edge edge, StoredCall call, CallCommand command, CommitScript? script = null) =>
        Stored(await edge.Calls.CommitAsync(Change(edge, call, command, script), Cancel));

    private static async Task<StoredCall> TrickleAsync(Edge edge, StoredCall call, Actor by, int count = 1, bool complete = false) =>
        Stored(await edge.Calls.CommitAsync(Candidates(edge, call, by, count, complete), Cancel));

    private static CandidateCommit Candidates(Edge edge, StoredCall call, Actor by, int count = 1, bool complete = false) =>
        Script.Candidates(call, by, edge.Calls.Now, count, complete) ?? throw new InvalidOperationException("The rules refuse these candidates.");

    private static CallCommand.Answer Answer(Actor by) => new(by, $"answer of {by}", Agreed);

    private static async Task<StoredCall?> FindAsync(Edge edge, CallId id, TenantId? tenant = null) =>
        (await edge.Calls.FindAsync(tenant ?? Tenant, id, null, Cancel)).Stored;

    private static async Task<CallId[]> ListAsync(Edge edge, Actor user, CallFilter filter = CallFilter.All) =>
        [.. (await edge.Calls.ListAsync(Key(user), filter, 100, null, Cancel)).Calls.Select(stored => stored.Call.Id)];

    private static (IdempotencyKey, RepeatedRequest) Request(string scope, CallId call, string body = "body-1") =>
        (new IdempotencyKey(scope, body), new RepeatedRequest(body, call, 201, 1));
}
