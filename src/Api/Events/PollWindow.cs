using Signaling.Domain.Events;

namespace Signaling.Api.Events;

/// <summary>A long poll: it takes the first batch, or the first word about the connection, and is over.</summary>
internal sealed class PollWindow : IEventWindow
{
    private readonly TaskCompletionSource<(EventBatch? Batch, ControlMessage? Word)> first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile string? passed;

    public string Transport => "poll";

    /// <summary>Where the device stands after entries that were for others; null when there were none.</summary>
    public string? Passed => passed;

    /// <summary>What came first; neither when the poll was closed.</summary>
    public Task<(EventBatch? Batch, ControlMessage? Word)> First => first.Task;

    public ValueTask SendAsync(EventBatch batch, CancellationToken cancel)
    {
        // Whatever comes after the first batch stays in the inbox for the next poll, whose cursor is before it.
        first.TrySetResult((batch, null));
        return ValueTask.CompletedTask;
    }

    /// <summary>Moves the device's place on over entries that are for others, unless the poll is over: then one for it may have come too late.</summary>
    public void Pass(Cursor place)
    {
        if (!first.Task.IsCompleted) passed = place.ToString();
    }

    public ValueTask ControlAsync(ControlMessage message, CancellationToken cancel)
    {
        if (message.Type == "resync") first.TrySetResult((null, message));
        else if (message.Type == "drain") Close(); // the next poll goes elsewhere
        return ValueTask.CompletedTask;
    }

    public void Close() => first.TrySetResult((null, null));
}
