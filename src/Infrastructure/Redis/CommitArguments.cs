using System.Text;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.History;
using Signaling.Domain.Calls.Media;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;
using Signaling.Infrastructure.Storage;

namespace Signaling.Infrastructure.Redis;

/// <summary>Puts a <see cref="CallCommit"/> into the form that <c>call-commit.lua</c> takes.</summary>
internal static class CommitArguments
{
    /// <summary>Whose inboxes the commit writes to, or looks at for who is invited; each once.</summary>
    public static UserKey[] Recipients(CallCommit commit)
    {
        var recipients = commit.Events.Select(added => added.To);
        if (commit.Release is { } release) recipients = recipients.Append(release.To);
        if (commit.InvitesCallee) recipients = recipients.Append(new UserKey(commit.Call.Tenant, commit.Call.Callee));
        return [.. recipients.Distinct()];
    }

    /// <param name="state">The call's state, in the form in which it is stored.</param>
    public static RedisArguments Of(CallCommit commit, byte[] state, UserKey[] recipients, RedisScope scope)
    {
        var arguments = Keys(commit, recipients, scope.Keys);
        Values(commit, state, recipients, scope, arguments);
        Lists(commit, recipients, arguments);
        return arguments;
    }

    private static RedisArguments Keys(CallCommit commit, UserKey[] recipients, RedisKeys keys)
    {
        var (call, tenant) = (commit.Call, commit.Call.Tenant);
        var (caller, callee) = (new UserKey(tenant, call.Caller.User), new UserKey(tenant, call.Callee));
        var left = new UserKey(tenant, commit.Left ?? call.Callee);
        var pair = keys.Pair(tenant, caller.User, callee.User);
        var arguments = new RedisArguments()
            .Key(keys.Call(tenant, call.Id))
            .Key(keys.Deadlines(RedisKeys.BucketOf(tenant)))
            .Key(keys.Edges(RedisKeys.BucketOf(tenant)))
            .Key(pair)
            .Key(keys.Pair(tenant, callee.User, caller.User))
            .Key(keys.UserCalls(caller)).Key(keys.OpenCalls(caller))
            .Key(keys.UserCalls(callee)).Key(keys.OpenCalls(callee))
            .Key(keys.UserCalls(left)).Key(keys.OpenCalls(left))
            .Key(keys.Pair(tenant, caller.User, left.User))
            .Key(commit.Request is { } request ? keys.Request(tenant, request.Key) : pair)
            .Key(commit.Condition is { } condition ? keys.User(new UserKey(tenant, condition.Device.User)) : pair);
        foreach (var recipient in recipients) arguments.Key(keys.User(recipient)).Key(keys.Inbox(recipient));
        return arguments;
    }

    private static void Values(CallCommit commit, byte[] state, UserKey[] recipients, RedisScope scope, RedisArguments arguments)
    {
        var (call, release) = (commit.Call, commit.Release);
        arguments
            .Add(scope.Edge)
            .Add(scope.Keys.EdgeChannels)
            .Add(scope.Shift)
            .Add(commit.NotAfter)
            .Add(call.Id.Value)
            .Add(RedisKeys.DeadlineMember(call.Tenant, call.Id))
            .Add(commit.Expected?.ToString() ?? "")
            .Add(commit.Next.ToString())
            .Add(state)
            .Add(CallCodec.WriteDevices(call.Invited))
            .Add(Phase(commit))
            .Add(call.CreatedAt)
            .Add(commit.KeepFor)
            .Add(commit.Deadline is { } deadline ? $"{(long)deadline.TotalMilliseconds}" : "")
            .Add(commit.InvitesCallee ? Number(recipients, new UserKey(call.Tenant, call.Callee)) : 0)
            .Add(commit.Left is { } left && !call.Includes(left))
            .Add(commit.MaxActiveCalls)
            .Add(commit.Request is { } request ? RequestRecord.Write(request.Record) : "")
            .Add(Retention.Request)
            .Add(commit.EntryNonce);
        Limits(scope.Inbox, arguments)
            .Add(release is null ? "" : CallFields.List(release.From, release.Offer))
            .Add(release is null ? 0 : Number(recipients, release.To))
            .Add(release?.Devices.ToString() ?? "")
            .Add(release?.BodyStart ?? default)
            .Add(release?.BodyEnd ?? default)
            .Add(release?.BodyEndComplete ?? default)
            .Add(release?.DropOthersOf is { } others ? RedisKeys.Escape(others.Value) : "")
            .Add(commit.Condition?.Device.Device.Value ?? "")
            .Add(commit.Condition is { Attached: true });
    }

    private static string Phase(CallCommit commit) => commit.Call switch
    {
        { Phase: CallPhase.Ended } => "ended",
        { IsRinging: true }        => "ringing",
        _                          => commit.Known?.Call.IsRinging is false ? "same" : "connected",
    };

    private static void Lists(CallCommit commit, UserKey[] recipients, RedisArguments arguments)
    {
        arguments.Add(recipients.Length);
        foreach (var recipient in recipients) arguments.Add(RedisKeys.Names(recipient));

        var away = CallFields.AwayIn(commit.Call);
        var awayChanges = away != CallFields.AwayIn(commit.Known?.Call);
        var passage = ReferenceEquals(commit.Call.Passage, commit.Known?.Call.Passage ?? Passage.Free) ? null : commit.Call.Passage;
        IGrouping<int, TimelineEntry>[] lines = [.. commit.Timeline.GroupBy(line => line.Number)];
        arguments.Add(commit.NewDescriptions.Count + (awayChanges ? 1 : 0) + (passage is null ? 0 : 1) + lines.Length);
        if (awayChanges) arguments.Add(CallFields.Away).Add(away);
        foreach (var (name, sdp) in commit.NewDescriptions) arguments.Add(name.ToString()).Add(Encoding.UTF8.GetBytes(sdp));
        if (passage is not null) arguments.Add(PassageCodec.Field).Add(PassageCodec.Write(passage));
        foreach (var of in lines) arguments.Add(TimelineCodec.FieldOf(of.Key)).Add(TimelineCodec.Write(of));

        int[] displaced = [.. lines.Select(of => Timelines.Displaced(of.Key)).OfType<int>()];
        arguments.Add(commit.DroppedDescriptions.Length + displaced.Length);
        foreach (var name in commit.DroppedDescriptions) arguments.Add(name.ToString());
        foreach (var number in displaced) arguments.Add(TimelineCodec.FieldOf(number));

        arguments.Add(commit.Events.Length);
        foreach (var added in commit.Events)
            arguments.Add(Number(recipients, added.To)).Add(added.Devices.ToString()).Add(added.Body).Add(added.Description?.ToString() ?? "");
    }

    /// <summary>How much of inboxes is kept, as the scripts that write to them take it.</summary>
    public static RedisArguments Limits(InboxOptions inbox, RedisArguments arguments) =>
        arguments.Add(inbox.KeepFor).Add(inbox.MaxEvents).Add(inbox.MaxBytes).Add(Retention.InboxEnd);

    private static int Number(UserKey[] recipients, UserKey user) => Array.IndexOf(recipients, user) + 1;
}
