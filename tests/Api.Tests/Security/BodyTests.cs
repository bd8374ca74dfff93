using System.Net.Http.Headers;
using System.Text;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Security;

/// <summary>Bodies that are too large, too deep, or not what they say.</summary>
public class BodyTests(Deployments deployments, RedisServer redis)
{
    [Theory]
    [InlineData(262_145, "sdp_too_large"), InlineData(1_100_000, "body_too_large"), InlineData(6_000_000, "body_too_large")]
    public async Task Offer_TooLarge_IsRefused(int bytes, string code)
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        var sdp = Descriptions.Offer + string.Concat(Enumerable.Repeat("a=x:" + new string('x', 500) + "\r\n", bytes / 506 + 1));

        using var body = new StringContent(System.Text.Json.JsonSerializer.Serialize(new { to = "ben", sdp }), MediaTypeHeaderValue.Parse("application/json"));

        await scene.Device("ann").PostAsync("/v1/calls", body, ("Expect", "100-continue")).RefusedAsync(code);
    }

    public static TheoryData<string, string, string?> Broken() => new()
    {
        { "invalid_request", "{\"to\":\"ben\",\"sdp\":" + new string('[', 5000) + new string(']', 5000) + "}", null },
        { "invalid_request", "", null }, { "invalid_request", "null", null }, { "invalid_request", "[]", null }, { "invalid_request", "\"x\"", null },
        { "invalid_request", "{\"to\":1,\"sdp\":\"v=0\"}", null }, { "invalid_request", "{\"to\":\"ben\",\"sdp\":\"\\ud800\"}", null },
        { "invalid_request", "{\"to\":\"ben\",\"sdp\":\"v=0\"} x", null }, { "invalid_request", "{'to':'ben'}", null }, { "invalid_request", "{}", null },
        { "sdp_invalid", "{\"to\":\"ben\",\"sdp\":\"nonsense\"}", null },
        { "unsupported_media_type", "{\"to\":\"ben\",\"sdp\":\"v=0\"}", "text/plain" }, { "unsupported_media_type", "to=ben", "application/x-www-form-urlencoded" },
        { "unsupported_media_type", "{}", "application/xml" }, { "unsupported_media_type", "{}", "nonsense" },
    };

    [Theory, MemberData(nameof(Broken))]
    public async Task Body_ThatIsNotWhatItShouldBe_IsRefused(string code, string body, string? type)
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type ?? "application/json");

        await scene.Device("ann").PostAsync("/v1/calls", content).RefusedAsync(code);
    }

    [Theory, InlineData("application/json; charset=utf-16"), InlineData("application/json; charset=nonsense"), InlineData("application/json; charset=utf-7"), InlineData("application/json; charset=\"")]
    public async Task Body_InAnotherEncoding_IsRefusedByNameOrServed(string type)
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        using var content = new ByteArrayContent(Encoding.Unicode.GetBytes("{\"to\":\"ben\",\"sdp\":\"v=0\"}"));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        var answer = await scene.Device("ann").PostAsync("/v1/calls", content);

        answer.AssertProblem();
        Assert.Contains(answer.Code, (string[])["sdp_invalid", "invalid_request", "unsupported_media_type"]);
    }

    [Fact]
    public async Task Body_Packed_IsRefusedByName()
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        using var content = new ByteArrayContent([0x1f, 0x8b, 8, 0]);
        content.Headers.Add("Content-Type", "application/json");
        content.Headers.Add("Content-Encoding", "gzip");

        await scene.Device("ann").PostAsync("/v1/calls", content).RefusedAsync("unsupported_media_type");
    }

    [Fact]
    public async Task Body_WithAMemberTwice_IsRefused()
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        var ann = scene.Device("ann");
        using var content = new StringContent($"{{\"to\":\"ben\",\"to\":\"cid\",\"sdp\":{System.Text.Json.JsonSerializer.Serialize(Descriptions.Offer)}}}", MediaTypeHeaderValue.Parse("application/json"));

        await ann.PostAsync("/v1/calls", content).RefusedAsync("invalid_request");
    }

    [Fact]
    public async Task Body_WithUnknownMembers_IsServed()
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);

        await scene.Device("ann").PostAsync("/v1/calls", new { to = "ben", sdp = Descriptions.Offer, later = new { more = 1 } }).OkAsync(System.Net.HttpStatusCode.Created);
    }
}
