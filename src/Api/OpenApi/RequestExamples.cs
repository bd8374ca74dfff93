using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Signaling.Domain.Quality.Readiness;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Signaling.Api.OpenApi;

/// <summary>Gives every request body an example that works as it is: alice calls bob with what a browser really offers.</summary>
internal sealed class RequestExamples : IOperationFilter
{
    private const string Candidate = "candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx raddr 0.0.0.0 rport 0 generation 0 ufrag snnT network-cost 999";
    private static readonly string Offer = Read("offer.sdp"), Answer = Read("answer.sdp");

    /// <summary>The example of an operation; null when it takes no body.</summary>
    public static JsonNode? Of(string operation) => operation switch
    {
        "MintDevelopmentToken" => new JsonObject { ["user"] = "alice", ["tenant"] = "dev" },
        "PlaceCall" => new JsonObject { ["to"] = "bob", ["sdp"] = Offer, ["media"] = new JsonObject { ["recording"] = false, ["transcription"] = false } },
        "AnswerCall" or "AnswerOffer" => new JsonObject { ["sdp"] = Answer },
        "MakeOffer" => new JsonObject { ["sdp"] = Offer },
        "RejectCall" => new JsonObject { ["reason"] = "busy" },
        "HangUpCall" => new JsonObject { ["reason"] = "done" },
        "RedirectCall" => new JsonObject { ["to"] = "carol" },
        "HoldCall" or "ResumeCall" => new JsonObject { ["sdp"] = Offer },
        "SendMessage" => new JsonObject { ["text"] = "Can you hear me?" },
        "AddCandidates" => new JsonObject
        {
            ["candidates"] = new JsonArray(new JsonObject { ["candidate"] = Candidate, ["sdpMid"] = "0", ["sdpMLineIndex"] = 0, ["usernameFragment"] = "snnT" }),
            ["endOfCandidates"] = false,
        },
        "AddCandidateFragment" => JsonValue.Create($"a=ice-ufrag:snnT\r\na=ice-pwd:sUTreGsOcq0UTHJ1yJ1ZBdO/\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na={Candidate}\r\n"),
        "ReportConnectivity" => new JsonObject
        {
            ["sequence"] = 1,
            ["state"] = "connected",
            ["selected"] = new JsonObject
            {
                ["local"] = new JsonObject { ["type"] = "relay", ["protocol"] = "udp", ["relayProtocol"] = "tcp", ["relayUrl"] = "turn:turn.eu.example.com:443?transport=tcp", ["address"] = "203.0.113.5" },
                ["remote"] = new JsonObject { ["type"] = "srflx", ["protocol"] = "udp" },
                ["roundTripMilliseconds"] = 48,
            },
            ["sections"] = new JsonArray(new JsonObject { ["mid"] = "0", ["state"] = "connected" }),
            ["hostAddresses"] = new JsonArray("10.1.2.3"),
        },
        "ReportTelemetry" => new JsonObject
        {
            ["samples"] = new JsonArray(new JsonObject
            {
                ["sequence"] = 1,
                ["windowMilliseconds"] = 10_000,
                ["network"] = new JsonObject
                {
                    ["latency"] = new JsonObject { ["kind"] = "rtt", ["milliseconds"] = 48 },
                    ["loss"] = new JsonObject { ["percent"] = 0.4, ["maxBurst"] = 2 },
                    ["jitter"] = new JsonObject { ["milliseconds"] = 12, ["bufferMilliseconds"] = 60 },
                    ["media"] = new JsonArray(new JsonObject { ["kind"] = "audio", ["direction"] = "receive", ["codec"] = "opus", ["bitrateKbps"] = 32 }),
                },
                ["device"] = new JsonObject { ["cpuLimited"] = false },
                ["environment"] = new JsonObject { ["networkType"] = "wifi" },
            }),
        },
        "PlanRoute" => new JsonObject
        {
            ["scenario"] = new JsonObject
            {
                ["kind"] = "oneToOne",
                ["participants"] = new JsonArray(
                    new JsonObject { ["id"] = "alice", ["sourceAddress"] = "198.51.100.7", ["hostCandidates"] = new JsonArray("10.200.0.5") },
                    new JsonObject { ["id"] = "bob", ["sourceAddress"] = "198.51.100.8", ["hostCandidates"] = new JsonArray("10.1.2.3") }),
                ["connectivity"] = new JsonObject { ["direct"] = false },
            },
            ["network"] = Network(),
        },
        "PutNetwork" => Network(),
        "PutTrunk" => new JsonObject { ["kind"] = "serviceNumbers" },
        "AddSubnets" or "ReplaceSubnets" => JsonValue.Create("site,prefix,role\r\nhq,10.0.0.0/8,internal\r\nhq,198.51.100.0/24,egress\r\nbranch,2001:db8:2::/48,internal\r\n"),
        "JudgeReadiness" => new JsonObject { ["reports"] = new JsonArray(Report()) },
        "JudgeNetworkTest" => Report(),
        "PlanBandwidth" => new JsonObject
        {
            ["sessions"] = new JsonArray(new JsonObject { ["kind"] = "audio", ["sending"] = 40 }, new JsonObject { ["kind"] = "video", ["sending"] = 10, ["receiving"] = 30 }),
            ["links"] = new JsonArray(
                new JsonObject { ["name"] = "Wi-Fi, floor 3", ["upMbps"] = 400 },
                new JsonObject { ["name"] = "Internet", ["upMbps"] = 100, ["downMbps"] = 200, ["otherUpMbps"] = 60, ["otherDownMbps"] = 120 }),
            ["rates"] = new JsonObject { ["audio"] = 100, ["video"] = 1500 },
        },
        "SizeNatPool" => new JsonObject { ["devices"] = 10_000, ["publicAddresses"] = 4, ["maxDevicesPerAddress"] = 2_000 },
        _ => null,
    };

    /// <summary>A desk behind a firewall that stops UDP.</summary>
    private static JsonObject Report() => new()
    {
        ["schema"] = NetworkReport.CurrentSchema,
        ["label"] = "floor 3, desk 12",
        ["takenAt"] = "2026-11-20T09:30:00Z",
        ["edges"] = new JsonArray(new JsonObject { ["url"] = "https://eu.example.com", ["https"] = "open", ["webSocket"] = "open", ["roundTripMs"] = 18 }),
        ["relays"] = new JsonArray(
            new JsonObject { ["host"] = "turn.eu.example.com", ["transport"] = "udp", ["port"] = 3478, ["state"] = "closed" },
            new JsonObject { ["host"] = "turn.eu.example.com", ["transport"] = "tcp", ["port"] = 443, ["state"] = "open", ["tookMs"] = 64 }),
        ["path"] = new JsonObject { ["transport"] = "tcp", ["roundTripMs"] = 42, ["lossPercent"] = 0, ["jitterMs"] = 3.1, ["longestLoss"] = 0, ["packets"] = 250 },
    };

    /// <inheritdoc/>
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (operation.RequestBody?.Content is not { } content) return;
        foreach (var media in content.Values.OfType<OpenApiMediaType>()) media.Example = Of(operation.OperationId ?? "");
    }

    private static JsonObject Network() => new()
    {
        ["profile"] = "acs",
        ["customerNetworks"] = new JsonArray(new JsonObject
        {
            ["id"] = "hq",
            ["internalPrefixes"] = new JsonArray("10.0.0.0/8"),
            ["egressPrefixes"] = new JsonArray(new JsonObject { ["prefix"] = "198.51.100.0/24" }),
            ["vpnPrefixes"] = new JsonArray("10.200.0.0/16"),
        }),
        ["regions"] = new JsonArray(new JsonObject
        {
            ["id"] = "eu",
            ["signalingUrls"] = new JsonArray("https://eu.example.com"),
            ["relays"] = new JsonArray("turn.eu.example.com"),
            ["mediaServers"] = new JsonArray("203.0.113.10"),
        }),
    };

    private static string Read(string name)
    {
        using var file = typeof(RequestExamples).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
