using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Security;

/// <summary>Logs at their most talkative tell no secret.</summary>
public class SecretsInLogsTests(RedisServer redis)
{
    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#27")]
    public async Task Logs_OfAWholeCallAtTraceLevel_HoldNoSecret(On on)
    {
        using var logs = new LogCapture();
        string[] secrets;
        await using (var deployment = await Deployment.StartAsync(on, redis, new()
        {
            ["Logging:LogLevel:Default"] = "Trace", ["Relays:Secret"] = "relay-secret-relay-secret-relay-secret",
            ["Relays:Servers:0:Host"] = "turn.example.com", ["Relays:Servers:0:Udp:0"] = "3478",
        }, builder => builder.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace)))
        await using (var scene = deployment.Scene())
        {
            var (ann, ben) = (scene.Device("ann"), scene.Device("ben"));
            await using var hub = await HubDevice.AttachAsync(ben);
            using var sse = await SseDevice.OpenAsync(scene.Device("ben", "sse"));
            var renewed = RunningEdge.TokenOf("ben", scene.Tenant, TimeSpan.FromHours(2));
            await hub.RenewAsync(renewed);
            using var queried = ann.Edge.CreateClient(null, null);
            Assert.True((await queried.GetAsync(new Uri($"/v1/events?access_token={ann.Token}&device=q", UriKind.Relative), TestContext.Current.CancellationToken)).IsSuccessStatusCode);
            var relays = await ann.PostAsync("/v1/relay-credentials").OkAsync();

            var call = await ann.CallAsync("ben");
            await hub.NextAsync("call.incoming");
            await sse.NextAsync();
            await ben.AnswerAsync(call).OkAsync();
            await ann.TrickleAsync(call, "192.0.2.77").OkAsync(HttpStatusCode.NoContent);
            await ann.SendAsync(HttpMethod.Patch, $"/v1/calls/{call}/candidates", new StringContent("a=ice-ufrag:UfrA\r\na=ice-pwd:patchedpatchedpatchedpat\r\nnonsense", MediaTypeHeaderValue.Parse("application/trickle-ice-sdpfrag")));
            await ann.PostAsync($"/v1/calls/{call}/messages", new { text = "between the two of us" }).OkAsync(HttpStatusCode.Accepted);
            var sdes = File.ReadAllText(Path.Combine(Repository.Root, "tests/Domain.Tests/Sdp/Samples/linphone-srtp.offer.sdp"));
            await ann.PostAsync("/v1/calls", new { to = "cid", sdp = sdes });
            await ann.PostAsync("/v1/calls", new { to = "cid", sdp = sdes.Replace("inline:", "inline:!", StringComparison.Ordinal) });
            await ann.PostAsync("/v1/calls", new StringContent("{\"sdp\": a=ice-pwd:0123456789abcdefghijklmn", MediaTypeHeaderValue.Parse("application/json")));
            await scene.Device("ann", token: ann.Token[..^3] + "xyz").GetAsync("/v1/calls").RefusedAsync("unauthenticated");
            await ann.HangUpAsync(call).OkAsync();
            await hub.NextAsync("call.candidates");

            var inline = sdes[(sdes.IndexOf("inline:", StringComparison.Ordinal) + 7)..][..20];
            secrets =
            [
                ann.Token, ann.Token[(ann.Token.LastIndexOf('.') + 1)..], ben.Token[(ben.Token.LastIndexOf('.') + 1)..], renewed[(renewed.LastIndexOf('.') + 1)..],
                "0123456789abcdefghijklmn", "patchedpatchedpatchedpat", inline, relays.Json.TextAt("iceServers.0.credential")!, "relay-secret",
                "between the two of us", "192.0.2.77", "a=fingerprint", "0123456789abcdef0123456789abcdef",
            ];
        }

        Assert.True(logs.Lines.Count > 100, "Nothing was captured, and so nothing is proven.");
        foreach (var secret in secrets) Assert.DoesNotContain(logs.Lines, line => line.Contains(secret, StringComparison.Ordinal));
    }
}
