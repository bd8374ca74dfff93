using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Xunit;

namespace Signaling.Api.Tests.Running;

/// <summary>A device's stream of server-sent events, read as the HTML standard says (§9.2.6).</summary>
internal sealed class SseDevice : IDisposable
{
    private readonly HttpClient http;
    private readonly HttpResponseMessage response;
    private readonly StreamReader lines;

    private SseDevice(HttpClient http, HttpResponseMessage response, Stream body) => (this.http, this.response, lines) = (http, response, new StreamReader(body));

    /// <summary>The id of the last event, as a browser would send it when it comes again.</summary>
    public string? LastEventId { get; private set; }

    /// <summary>Opens the stream, and reads its first word.</summary>
    public static async Task<SseDevice> OpenAsync(Device device, string? lastEventId = null)
    {
        var http = device.Edge.CreateClient(device.Token, device.Name);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        var opened = new SseDevice(http, response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        opened.First = (await opened.ReadAsync()).Data;
        return opened;
    }

    /// <summary>What the edge said first: <c>attached</c> or <c>resync</c>.</summary>
    public JsonElement First { get; private set; }

    /// <summary>The next call event.</summary>
    public async Task<JsonElement> NextAsync()
    {
        var (kind, data) = await ReadAsync();
        Assert.Equal("message", kind);
        return data;
    }

    /// <summary>Reads a place that comes without an event.</summary>
    public async Task PlaceAsync()
    {
        string? line;
        do line = await lines.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(25));
        while (line is "" or [':', ..]);
        Assert.StartsWith("id: ", line, StringComparison.Ordinal);
        LastEventId = line!["id: ".Length..];
        Assert.Equal("", await lines.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(25)));
    }

    /// <summary>The next event of any kind; <c>end</c> where the stream is over.</summary>
    public async Task<(string Kind, JsonElement Data)> ReadAsync()
    {
        string kind = "message", data = "";
        while (await lines.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(25)) is { } line)
        {
            if (line.Length == 0 && data.Length > 0) return (kind, JsonElement.Parse(data));
            if (line.Length == 0 || line[0] == ':') continue;
            var (field, value) = (line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].TrimStart());
            if (field == "id") LastEventId = value;
            else if (field == "event") kind = value;
            else if (field == "data") data += value;
        }

        return ("end", default);
    }

    public void Dispose()
    {
        lines.Dispose();
        response.Dispose();
        http.Dispose();
    }
}
