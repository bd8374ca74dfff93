using Signaling.Domain.Events;

namespace Signaling.Api.Events;

/// <summary>How one connection shows its device the inbox: hub, event stream or long poll.</summary>
internal interface IEventWindow
{
    /// <summary><c>hub</c>, <c>sse</c> or <c>poll</c>.</summary>
    string Transport { get; }

    /// <summary>Sends events in order. Waits while the device reads slowly.</summary>
    ValueTask SendAsync(EventBatch batch, CancellationToken cancel);

    /// <summary>Moves the device's place on over entries that are for others. Whoever is told its place with the next event has nothing to do.</summary>
    void Pass(Cursor place)
    {
    }

    /// <summary>Says something about the connection.</summary>
    ValueTask ControlAsync(ControlMessage message, CancellationToken cancel);

    /// <summary>Ends the connection.</summary>
    void Close();
}
