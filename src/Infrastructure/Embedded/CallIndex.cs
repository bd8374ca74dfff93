using System.Collections.Immutable;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;

namespace Signaling.Infrastructure.Embedded;

/// <summary>Which calls each user is in, who is calling whom, and which call is due when. Kept true to every call that changes.</summary>
internal sealed class CallIndex
{
    private readonly Dictionary<UserKey, UserCalls> users = [];
    private readonly Dictionary<(TenantId Tenant, UserId Caller, UserId Callee), CallId> ringing = [];
    private readonly SortedSet<(DateTimeOffset At, TenantId Tenant, CallId Id)> deadlines = new(Comparer<(DateTimeOffset At, TenantId Tenant, CallId Id)>.Create(Compare));

    /// <summary>Open calls of <paramref name="user"/>.</summary>
    public int OpenCalls(UserKey user) => users.TryGetValue(user, out var calls) ? calls.OpenCount : 0;

    /// <summary>The newest call that <paramref name="caller"/> rings <paramref name="callee"/> with; null when there is none.</summary>
    public CallId? Ringing(TenantId tenant, UserId caller, UserId callee) =>
        ringing.TryGetValue((tenant, caller, callee), out var id) ? id : null;

    /// <summary>The user's calls, newest first, from after a place on.</summary>
    public IEnumerable<CallPlace> List(UserKey user, CallFilter filter, CallPlace? after) =>
        users.TryGetValue(user, out var calls) ? calls.List(filter, after) : [];

    /// <summary>The calls that are due, longest due first.</summary>
    public ImmutableArray<(TenantId Tenant, CallId Id)> Due(DateTimeOffset now, int limit) =>
        [.. deadlines.TakeWhile(deadline => deadline.At <= now).Take(limit).Select(deadline => (deadline.Tenant, deadline.Id))];

    /// <summary>Takes in what a call has become.</summary>
    /// <param name="before">The call before; null for a new one.</param>
    public void Update(Call? before, StoredCallEntry after, UserId? left)
    {
        var call = after.Call;
        if (before is not null) StopRinging(before);
        if (call.IsRinging) ringing[(call.Tenant, call.Caller.User, call.Callee)] = call.Id;

        if (left is { } gone && !call.Includes(gone)) Remove(new UserKey(call.Tenant, gone), after.Place);
        foreach (var user in UsersOf(call))
        {
            if (!users.TryGetValue(user, out var calls)) users.Add(user, calls = new UserCalls());
            calls.Set(after.Place, call.Phase is CallPhase.Ended);
        }
    }

    /// <summary>Sets when the call is due; null for never.</summary>
    public void SetDue(StoredCallEntry call, DateTimeOffset? at)
    {
        if (call.DueAt is { } old) deadlines.Remove((old, call.Call.Tenant, call.Call.Id));
        if ((call.DueAt = at) is { } due) deadlines.Add((due, call.Call.Tenant, call.Call.Id));
    }

    /// <summary>Forgets a call.</summary>
    public void Forget(StoredCallEntry call)
    {
        StopRinging(call.Call);
        SetDue(call, null);
        foreach (var user in UsersOf(call.Call)) Remove(user, call.Place);
    }

    private void StopRinging(Call call)
    {
        var pair = (call.Tenant, call.Caller.User, call.Callee);
        if (ringing.TryGetValue(pair, out var id) && id == call.Id) ringing.Remove(pair); // a newer call of the same two may have taken it
    }

    private void Remove(UserKey user, CallPlace place)
    {
        if (!users.TryGetValue(user, out var calls)) return;

        calls.Remove(place);
        if (calls.IsEmpty) users.Remove(user);
    }

    private static UserKey[] UsersOf(Call call) => [new(call.Tenant, call.Caller.User), new(call.Tenant, call.Callee)];

    private static int Compare((DateTimeOffset At, TenantId Tenant, CallId Id) one, (DateTimeOffset At, TenantId Tenant, CallId Id) other) =>
        one.At.CompareTo(other.At) is not 0 and var byTime ? byTime
        : string.CompareOrdinal(one.Id.Value, other.Id.Value) is not 0 and var byId ? byId
        : string.CompareOrdinal(one.Tenant.Value, other.Tenant.Value);
}
