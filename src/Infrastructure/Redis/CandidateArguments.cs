using Signaling.Domain.Calls.Storage;
using Signaling.Infrastructure.Storage;

namespace Signaling.Infrastructure.Redis;

/// <summary>Puts a <see cref="CandidateCommit"/> into the form that <c>candidates-append.lua</c> takes.</summary>
internal static class CandidateArguments
{
    public static RedisArguments Of(CandidateCommit commit, RedisScope scope)
    {
        var (keys, added) = (scope.Keys, commit.Candidates);
        var call = keys.Call(commit.Tenant, commit.Call);
        var arguments = new RedisArguments()
            .Key(call)
            .Key(commit.Request is { } named ? keys.Request(commit.Tenant, named.Key) : call);
        if (commit.Event is { } told) arguments.Key(keys.User(told.To)).Key(keys.Inbox(told.To));

        arguments
            .Add(scope.Edge)
            .Add(keys.EdgeChannels)
            .Add(scope.Shift)
            .Add(commit.NotAfter)
            .Add(commit.Call.Value)
            .Add(commit.Expected.ToString())
            .Add(CallFields.List(added.From, added.Offer))
            .Add(added.Json)
            .Add(added.Count)
            .Add(added.Complete)
            .Add(commit.MaxCandidates)
            .Add(commit.Request is { } request ? RequestRecord.Write(request.Record) : "")
            .Add(Retention.Request)
            .Add(commit.EntryNonce);
        return CommitArguments.Limits(scope.Inbox, arguments)
            .Add(commit.Event is { } who ? RedisKeys.Names(who.To) : "")
            .Add(commit.Event?.Devices.ToString() ?? "")
            .Add(commit.Event?.Body ?? default)
            .Add(commit.Event?.Description?.ToString() ?? "")
            .Add(commit.MaxDevices);
    }
}
