using Microsoft.Extensions.DependencyInjection;
using Signaling.Api.Network;
using Signaling.Api.Tests.Running;
using Signaling.Domain.Identity;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Storage;
using Xunit;

namespace Signaling.Api.Tests.Quality;

/// <summary>Reports as clients send them, and the network that they are read by.</summary>
internal static class Figures
{
    /// <summary>Addresses count as those of a trusted proxy's clients, and thresholds are set; they are this test's own.</summary>
    public static Dictionary<string, string?> Settings { get; } = new()
    {
        ["Https:TrustedProxies:0"] = "127.0.0.1",
        ["Quality:RoundTripFair"] = "00:00:00.200", ["Quality:RoundTripPoor"] = "00:00:00.400",
        ["Quality:LossFair"] = "2", ["Quality:LossPoor"] = "5",
        ["Quality:LossBurstFair"] = "3", ["Quality:LossBurstPoor"] = "10",
        ["Quality:FreezeFair"] = "1", ["Quality:FreezePoor"] = "5",
        ["Quality:SignalingRoundTrip"] = "00:00:05",
    };

    /// <summary>Head office, and its relays.</summary>
    public static NetworkDocument Office { get; } = new()
    {
        CustomerNetworks = [new() { Id = "hq", InternalPrefixes = ["10.0.0.0/8", "10.1.0.0/16"], EgressPrefixes = [new() { Prefix = "198.51.100.0/24" }], VpnPrefixes = ["10.200.0.0/16"] }],
        Regions = [new() { Id = "eu", SignalingUrls = ["https://eu.example.com"], Relays = ["turn.eu.example.com"], MediaServers = ["203.0.113.10"] }],
        RelayPools = [new() { Prefixes = ["203.0.113.0/26"] }],
    };

    public static (string, string)[] FromOffice { get; } = [("X-Forwarded-For", "198.51.100.7"), ("X-Forwarded-Proto", "https")];

    public static (string, string)[] FromHome { get; } = [("X-Forwarded-For", "192.0.2.9"), ("X-Forwarded-Proto", "https")];

    public static object RelayOverTcp(int sequence) => new
    {
        sequence,
        state = "connected",
        selected = new
        {
            local = new { type = "relay", protocol = "udp", relayProtocol = "tcp", relayUrl = "turn:turn.eu.example.com:443?transport=tcp", address = "203.0.113.5" },
            remote = new { type = "srflx", protocol = "udp" },
            roundTripMilliseconds = 48.5,
        },
        sections = new[] { new { mid = "0", state = "connected" } },
        hostAddresses = new[] { "10.1.2.3" },
    };

    public static object Direct(int sequence, string host = "192.168.1.4") => new
    {
        sequence,
        state = "connected",
        pairs = new object[]
        {
            new { local = "relay", remote = "srflx", transport = "udp", state = "succeeded" },
            new { local = "srflx", remote = "srflx", transport = "udp", state = "succeeded" },
            new { local = "host", remote = "host", transport = "udp", state = "failed" },
        },
        hostAddresses = new[] { host },
    };

    public static object Sample(int sequence, double loss = 0, int burst = 0, double roundTrip = 50, double jitter = 10) => new
    {
        sequence,
        windowMilliseconds = 10_000,
        network = new
        {
            latency = new { kind = "rtt", milliseconds = roundTrip },
            loss = new { percent = loss, maxBurst = burst },
            jitter = new { milliseconds = jitter, bufferMilliseconds = 60 },
            packetsSent = 500,
            packetsReceived = 500,
            media = new[] { new { kind = "audio", direction = "receive", codec = "opus", bitrateKbps = 32.5 } },
        },
        device = new { cpuLimited = false },
        environment = new { networkType = "wifi" },
    };

    public static object Samples(params object[] samples) => new { samples };

    /// <summary>Stores a tenant's live network.</summary>
    public static async Task PutNetworkAsync(this Scene scene, NetworkDocument document)
    {
        var (store, tenant, cancel) = (scene.Edges[0].Services.GetRequiredService<INetworkStore>(), new TenantId(scene.Tenant), TestContext.Current.CancellationToken);
        var shelf = await store.ListAsync(tenant, cancel);
        var commit = new ShelfCommit(tenant, shelf.Version, DocumentVersion.After(shelf.Version, "n"), DocumentKey.OfNetwork("hq"), DocumentJson.Write(document), "hq", store.Now.AddMinutes(1));
        Assert.Equal(ShelfResult.Committed, await store.CommitAsync(commit, cancel));
        foreach (var edge in scene.Edges) edge.Services.GetRequiredService<LiveNetworks>().Changed(tenant);
    }
}
