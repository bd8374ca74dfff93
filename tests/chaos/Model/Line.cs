using System.Text.Json;

namespace Signaling.Chaos.Model;

/// <summary>One connection of a device: what comes through it counts until it is closed, and nothing that comes late.</summary>
internal sealed class Line(Device device, DeviceLog log, Action attached)
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool closed;

    public Device Device => device;

    public string? Cursor => log.Cursor;

    /// <summary>Whether the device came so far as to be attached.</summary>
    public bool HasAttached { get; private set; }

    /// <summary>Ends when the edge has sent the device away, or the connection is over.</summary>
    public Task Over => over.Task;

    public void Attached(string? cursor)
    {
        lock (gate)
        {
            if (closed) return;
            if (cursor is not null) log.StandIfNowhere(cursor);
            HasAttached = true;
        }

        attached();
    }

    public void Events(IEnumerable<JsonElement> events, string? cursor)
    {
        Heard[] heard = [.. events.Select(Heard.From)];
        lock (gate) if (!closed) log.Add(heard, cursor);
    }

    public void Control(JsonElement word)
    {
        switch (word.GetProperty("type").GetString())
        {
            case "resync":
                lock (gate) if (!closed) log.Resync(word.GetProperty("cursor").GetString()!);
                break;
            case "drain" or "replaced" or "closed":
                over.TrySetResult();
                break;
        }
    }

    public void End() => over.TrySetResult();

    public void Close()
    {
        lock (gate) closed = true;
        over.TrySetResult();
    }
}
