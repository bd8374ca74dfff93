using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Signaling.Api.Network;
using Signaling.Api.Tests.Running;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Storage;
using Xunit;

namespace Signaling.Api.Tests.Calls.Policies;

/// <summary>A device at an address, as a trusted proxy tells of it.</summary>
internal sealed class Desk(Device device, string address)
{
    public const string InHq = "198.51.100.7", InBranch = "192.0.2.7", AtHome = "203.0.113.77";

    public const string HqHost = "10.1.2.3", VpnHost = "10.200.0.5", HomeHost = "192.168.1.7", NativeRelay = "203.0.113.10", ForeignRelay = "203.0.113.99";

    /// <summary>The network of the tests: <c>hq</c> with a VPN, and <c>branch</c>.</summary>
    public static readonly NetworkDocument Document = new()
    {
        CustomerNetworks =
        [
            new() { Id = "hq", InternalPrefixes = ["10.0.0.0/9"], EgressPrefixes = [new() { Prefix = "198.51.100.0/24" }], VpnPrefixes = ["10.200.0.0/16"] },
            new() { Id = "branch", InternalPrefixes = ["172.16.0.0/16"], EgressPrefixes = [new() { Prefix = "192.0.2.0/25" }] },
        ],
        RelayPools = [new() { Prefixes = ["203.0.113.0/27"] }],
    };

    public static Dictionary<string, string?> Settings { get; } = new() { ["Https:TrustedProxies:0"] = "127.0.0.0/8", ["Https:TrustedProxies:1"] = "::1" };

    public Device Device => device;

    public static string Host(string address, string more = "") => $"candidate:1 1 udp 2122260223 {address} 54400 typ host generation 0{more}";

    public static string Srflx(string address, string related) => $"candidate:2 1 udp 1686052607 {address} 54400 typ srflx raddr {related} rport 54400 generation 0";

    public static string Relay(string address, string related = "0.0.0.0") => $"candidate:3 1 udp 41885439 {address} 60001 typ relay raddr {related} rport {(related == "0.0.0.0" ? 0 : 54400)} generation 0";

    /// <summary>The offer or answer of the tests, with candidates.</summary>
    public static string With(string sdp, params string[] candidates) => sdp + string.Concat(candidates.Select(one => $"a={one}\r\n"));

    /// <summary>The same of a device that will send no more.</summary>
    public static string Final(string sdp, params string[] candidates) => With(sdp, [.. candidates, "end-of-candidates"]);

    /// <summary>Makes a network the live one of a tenant.</summary>
    public static async Task StoreAsync(Scene scene, NetworkDocument document)
    {
        var store = scene.Edges[0].Services.GetRequiredService<INetworkStore>();
        var cancel = TestContext.Current.CancellationToken;
        var shelf = await store.ListAsync(new(scene.Tenant), cancel);
        var commit = new ShelfCommit(new(scene.Tenant), shelf.Version, DocumentVersion.After(shelf.Version, "n"), DocumentKey.OfNetwork("all"), DocumentJson.Write(document), "all", store.Now.AddMinutes(1));
        Assert.Equal(ShelfResult.Committed, await store.CommitAsync(commit, cancel));
        foreach (var edge in scene.Edges) edge.Services.GetRequiredService<LiveNetworks>().Changed(new(scene.Tenant));
    }

    public Task<Answer> PostAsync(string path, object? body = null, params (string, string)[] headers) => device.PostAsync(path, body, [.. headers, .. Forwarded]);

    public Task<Answer> GetAsync(string path) => device.SendAsync(HttpMethod.Get, path, null, Forwarded);

    public Task<Answer> OfferAsync(string to, string sdp, object? network = null) => PostAsync("/v1/calls", new { to, sdp, network });

    public Task<Answer> AnswerAsync(string call, string sdp, object? network = null) => PostAsync($"/v1/calls/{call}/answer", new { sdp, network });

    public Task<Answer> TrickleAsync(string call, params string[] candidates) => TrickleAsync(call, end: false, candidates);

    public Task<Answer> TrickleAsync(string call, bool end, params string[] candidates) => PostAsync(
        $"/v1/calls/{call}/candidates", new { candidates = candidates.Select(candidate => new { candidate, sdpMid = "0", sdpMLineIndex = 0 }), endOfCandidates = end });

    /// <summary>The candidates of the next <c>call.candidates</c>.</summary>
    public async Task<string[]> CandidatesAsync() =>
        [.. (await device.UntilAsync("call.candidates")).Event.At("data.candidates").EnumerateArray().Select(one => one.TextAt("candidate")!)];

    /// <summary>The timeline as <c>kind who: candidate type (rule)</c>.</summary>
    public async Task<string[]> TimelineAsync(string call) =>
        [.. (await GetAsync($"/v1/calls/{call}/timeline").OkAsync(HttpStatusCode.OK)).Json.At("entries").EnumerateArray().Select(Line)];

    private (string, string)[] Forwarded => [("X-Forwarded-For", address), ("X-Forwarded-Proto", "https")];

    private static string Line(JsonElement entry)
    {
        var by = entry.At("by").ValueKind is JsonValueKind.Null ? "time" : entry.TextAt("by.user");
        var candidates = !entry.TryGetProperty("candidates", out var all) ? ""
            : ": " + string.Join(", ", all.EnumerateArray().Select(one => one.TextAt("type") + (one.TryGetProperty("rule", out var rule) ? $" ({rule.TextAt("name")})" : "")));
        return $"{entry.TextAt("kind")} {by}{candidates}";
    }
}
