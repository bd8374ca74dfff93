using System.Collections.Concurrent;
using System.Collections.Immutable;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Api.Calls;

/// <summary>Tells calls that a device of theirs has vanished, or is there again. Whether that is so is checked by the store in the step that
/// writes it, so that word of a device that has moved on in the meantime does no harm.</summary>
internal sealed partial class CallPresence(ICallStore store, CallService calls, ILogger<CallPresence> log)
{
    private const int PageSize = 100;

    // Returns that the store could not be told of. What is never told is found out when the time of grace ends.
    private readonly ConcurrentDictionary<(UserKey User, DeviceId Device), byte> owed = new();

    /// <summary>A device is attached to no edge any more.</summary>
    /// <exception cref="StoreUnavailableException">It will be handed out again.</exception>
    public async Task LoseAsync(LostDevice lost, CancellationToken cancel)
    {
        await TellAsync(lost.User, new CallCommand.Lose(new Actor(lost.User.User, lost.Device)), lost.Device, cancel);
        await store.SettleAsync(lost, cancel);
    }

    /// <summary>A device has attached, and these calls held it for vanished.</summary>
    public async Task ReturnAsync(UserKey user, DeviceId device, ImmutableArray<CallId> awayIn)
    {
        try
        {
            var by = new Actor(user.User, device);
            foreach (var call in awayIn) await calls.HandleAsync(Ask(user), call, new CallCommand.Return(by), StatusCodes.Status200OK, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            owed[(user, device)] = 0;
        }
        catch (Exception failure)
        {
            LogFailure(failure, failure.Message);
        }
    }

    /// <summary>A device is attached, and some of its calls may hold it for vanished.</summary>
    public async Task ReturnAsync(UserKey user, DeviceId device)
    {
        try
        {
            await TellAsync(user, new CallCommand.Return(new Actor(user.User, device)), device, CancellationToken.None, only: call => call.HoldsForLost(new Actor(user.User, device)));
        }
        catch (StoreUnavailableException)
        {
            owed[(user, device)] = 0;
        }
        catch (Exception failure)
        {
            LogFailure(failure, failure.Message);
        }
    }

    /// <summary>Tries again what the store could not be told.</summary>
    public async Task RetryAsync()
    {
        foreach (var key in owed.Keys)
            if (owed.TryRemove(key, out _)) await ReturnAsync(key.User, key.Device);
    }

    private async Task TellAsync(UserKey user, CallCommand command, DeviceId device, CancellationToken cancel, Func<Call, bool>? only = null)
    {
        var by = new Actor(user.User, device);
        string? after = null;
        do
        {
            var page = await store.ListAsync(user, CallFilter.Active, PageSize, after, cancel);
            foreach (var stored in page.Calls.Where(stored => stored.Call.OpenSideOf(by) is not null && only?.Invoke(stored.Call) is not false))
                await calls.HandleAsync(Ask(user), stored.Call.Id, command, StatusCodes.Status200OK, cancel);
            after = page.Next;
        }
        while (after is not null);
    }

    private static Asked Ask(UserKey user) => new(user.Tenant, default, null, null);

    [LoggerMessage(3011, LogLevel.Error, "A call could not be told that a device is back: {Reason}", EventName = "ReturnNotTold")]
    private partial void LogFailure(Exception failure, string reason);
}
