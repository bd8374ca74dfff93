using System.Net.Http.Json;
using System.Text.Json;
using Signaling.Chaos.Rig;

namespace Signaling.Chaos.Model;

/// <summary>A device that asks again and again.</summary>
internal static class PollLink
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5), Patience = TimeSpan.FromSeconds(8);

    /// <summary>Asks until it gets no answer.</summary>
    public static async Task RunAsync(Line line, EdgeProcess edge, CancellationToken cancel)
    {
        while (true)
        {
            var answer = await AskAsync(line.Device, edge, line.Cursor, line.HasAttached ? Wait : TimeSpan.Zero, cancel);
            var cursor = answer.GetProperty("cursor").GetString()!;
            if (answer.TryGetProperty("resync", out var resync) && resync.GetBoolean()) line.Control(JsonElement.Parse($$"""{"type":"resync","cursor":"{{cursor}}"}"""));
            else line.Events(answer.GetProperty("events").EnumerateArray(), cursor);
            line.Attached(cursor);
        }
    }

    /// <summary>One poll.</summary>
    public static async Task<JsonElement> AskAsync(Device device, EdgeProcess edge, string? cursor, TimeSpan wait, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(device.AddressOf(edge), $"/v1/events?wait={wait.TotalSeconds:0}" + (cursor is null ? "" : $"&after={cursor}")));
        device.Sign(request);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        using var response = await edge.Http.SendAsync(request, patience.Token);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(patience.Token);
    }
}
