using System.Net.Http.Headers;
using System.Text.Json;
using Signaling.Chaos.Rig;

namespace Signaling.Chaos.Model;

/// <summary>A device's stream of server-sent events, read as the HTML standard says (§9.2.6).</summary>
internal static class SseLink
{
    // The edge sends a comment at least every 15 seconds; two misses mean that it is gone.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30), Patience = TimeSpan.FromSeconds(5);

    /// <summary>Opens the stream, and returns when it is over.</summary>
    public static async Task RunAsync(Line line, EdgeProcess edge, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(line.Device.AddressOf(edge), "/v1/events"));
        line.Device.Sign(request);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (line.Cursor is { } cursor) request.Headers.Add("Last-Event-ID", cursor);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        using var response = await edge.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        patience.CancelAfter(Timeout.InfiniteTimeSpan);
        response.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancel));

        string kind = "message", data = "";
        string? id = null;
        while (!line.Over.IsCompleted && await lines.ReadLineAsync(cancel).AsTask().WaitAsync(Silence, cancel) is { } text)
        {
            await line.Device.MayRead;
            if (text.Length == 0)
            {
                if (data.Length > 0) Take(line, kind, JsonElement.Parse(data), id);
                else if (id is not null) line.Events([], id);
                (kind, data, id) = ("message", "", null);
            }
            else if (text[0] != ':')
            {
                var (field, value) = (text[..text.IndexOf(':')], text[(text.IndexOf(':') + 1)..].TrimStart());
                if (field == "id") id = value;
                else if (field == "event") kind = value;
                else if (field == "data") data += value;
            }
        }
    }

    private static void Take(Line line, string kind, JsonElement data, string? id)
    {
        if (kind == "message")
        {
            line.Events([data], id);
            return;
        }

        line.Control(data);
        if (!line.HasAttached) line.Attached(id);
    }
}
