using System.Text;
using System.Text.Json;

namespace Signaling.Api.Events;

/// <summary>A stream of server-sent events: each event's cursor is its id, so that a browser resumes by itself.</summary>
internal sealed class StreamWindow(HttpResponse response, Action abort) : IEventWindow, IDisposable
{
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Transport => "sse";

    /// <summary>Completes when the edge ends the stream.</summary>
    public Task Closed => closed.Task;

    public async ValueTask SendAsync(EventBatch batch, CancellationToken cancel)
    {
        var text = new MemoryStream();
        foreach (var (cursor, json) in batch.Events)
        {
            text.Write(Encoding.ASCII.GetBytes($"id: {cursor}\ndata: "));
            text.Write(json.Span);
            text.Write("\n\n"u8);
        }

        // A place without an event, as behind what was for other devices: browsers keep it, and say nothing.
        if (batch.Events is not [.., var (last, _)] || last != batch.Cursor) text.Write(Encoding.ASCII.GetBytes($"id: {batch.Cursor}\n\n"));

        await WriteAsync(text.GetBuffer().AsMemory(0, (int)text.Length), cancel);
    }

    public async ValueTask ControlAsync(ControlMessage message, CancellationToken cancel)
    {
        var id = message.Cursor is { } cursor ? $"id: {cursor}\n" : "";
        byte[] text = [.. Encoding.ASCII.GetBytes($"{id}event: control\ndata: "), .. JsonSerializer.SerializeToUtf8Bytes(message, ApiJsonOptions.Default), .. "\n\n"u8];
        await WriteAsync(text, cancel);
    }

    /// <summary>A comment that keeps middle boxes from closing a quiet stream.</summary>
    public ValueTask KeepAliveAsync(CancellationToken cancel) => WriteAsync(": \n\n"u8.ToArray(), cancel);

    public void Close()
    {
        if (!closed.TrySetResult()) abort();
    }

    public void Dispose() => writing.Dispose();

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> text, CancellationToken cancel)
    {
        await writing.WaitAsync(cancel);
        try
        {
            await response.Body.WriteAsync(text, cancel);
            await response.Body.FlushAsync(cancel);
        }
        finally
        {
            writing.Release();
        }
    }
}
