using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Calls;

/// <summary>Everything is bounded, and says so by name.</summary>
public class LimitTests(RedisServer redis)
{
    private static readonly Dictionary<string, string?> Narrow = new()
    {
        ["Calls:MaxActiveCalls"] = "2", ["Calls:MaxRedirects"] = "1", ["Calls:MaxCandidates"] = "10", ["Calls:MaxMessageLength"] = "5", ["Inbox:MaxEvents"] = "10",
    };

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Limits_Reached_RefuseByNameAndLeaveTheRestAlone(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis, Narrow);
        await using var scene = deployment.Scene();
        var (ann, ben, call) = await scene.ConnectedAsync();

        await ann.PostAsync($"/v1/calls/{call}/messages", new { text = "123456" }).RefusedAsync("invalid_request");
        for (var number = 0; number < 10; number++) await ann.TrickleAsync(call, $"192.0.2.{number}").OkAsync(HttpStatusCode.NoContent);
        await ann.TrickleAsync(call, "192.0.2.10").RefusedAsync("too_many_candidates");
        await ben.TrickleAsync(call, "192.0.2.10").OkAsync(HttpStatusCode.NoContent); // each side has its own

        var second = await ann.CallAsync("cid");
        await ann.PostAsync("/v1/calls", new { to = "dan", sdp = Descriptions.Offer }).RefusedAsync("too_many_calls");
        await scene.Device("cid").PostAsync($"/v1/calls/{second}/redirect", new { to = "eve" }).OkAsync();
        await scene.Device("eve").PostAsync($"/v1/calls/{second}/redirect", new { to = "fay" }).RefusedAsync("too_many_redirects");
        await ann.HangUpAsync(second).OkAsync();
        await ann.CallAsync("dan"); // there is room again
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Inbox_ThatOverflowed_IsToldByResyncWithTheOpenCalls(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis, Narrow);
        await using var scene = deployment.Scene();
        var (ann, ben, call) = await scene.ConnectedAsync();
        for (var number = 0; number < 15; number++) await ann.PostAsync($"/v1/calls/{call}/messages", new { text = $"{number}" }).OkAsync(HttpStatusCode.Accepted);

        var missed = await ben.GetAsync($"/v1/events?after={ben.Cursor}").OkAsync();

        Assert.True(missed.Json.At("resync").GetBoolean());
        Assert.Equal(call, missed.Json.TextAt("activeCalls.0.id"));
        ben.Cursor = missed.Text("cursor");
        await ann.PostAsync($"/v1/calls/{call}/messages", new { text = "after" }).OkAsync(HttpStatusCode.Accepted);
        Assert.Equal("after", (await ben.UntilAsync("call.message")).Event.TextAt("data.text"));
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Answer_WithADescriptionThatBreaksARule_LeavesTheCallRinging(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis, Narrow);
        await using var scene = deployment.Scene();
        var (ann, ben) = await scene.PairAsync();
        var call = await ann.CallAsync("ben");

        var refused = await ben.PostAsync($"/v1/calls/{call}/answer", new { sdp = Descriptions.Answer.Replace("a=setup:active", "a=setup:actpass", StringComparison.Ordinal) }).RefusedAsync("setup_role_invalid");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        refused.Json.Has("line:number", "rule:string");
        await ben.PostAsync($"/v1/calls/{call}/answer", new { sdp = "v=0\r\nnonsense" }).RefusedAsync("sdp_invalid");
        Assert.Equal("inviting", (await ann.GetAsync($"/v1/calls/{call}").OkAsync()).Text("state"));
        await ben.AnswerAsync(call).OkAsync();
        Assert.Single((await ann.UntilAsync("call.answered")).Seen);
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task List_PageByPage_GivesEachCallOnceAndNewestFirst(On on)
    {
        await using var deployment = await Deployment.StartAsync(on, redis);
        await using var scene = deployment.Scene();
        var ann = scene.Device("ann");
        List<string> placed = [];
        for (var number = 0; number < 7; number++)
        {
            placed.Add(await ann.CallAsync($"ben{number}"));
            if (number % 2 == 0) await ann.HangUpAsync(placed[^1]).OkAsync();
        }

        foreach (var (state, expected) in (List<(string, string[])>)[("", [.. placed]), ("&state=active", [placed[1], placed[3], placed[5]]), ("&state=ended", [placed[0], placed[2], placed[4], placed[6]])])
        {
            List<string?> found = [];
            for (string? after = ""; after is not null;)
            {
                var page = await ann.GetAsync($"/v1/calls?limit=2{state}{after}").OkAsync();
                Assert.InRange(page.Json.At("calls").GetArrayLength(), 0, 2);
                found.AddRange(page.Json.At("calls").EnumerateArray().Select(call => call.TextAt("id")));
                after = page.Text("next") is { } next ? $"&after={Uri.EscapeDataString(next)}" : null;
            }

            Assert.Equal(expected.Order(), found.Order()); // calls of one millisecond stand in no order
        }

        foreach (var wrong in (string[])["limit=0", "limit=101", "limit=x", "state=open"]) await ann.GetAsync($"/v1/calls?{wrong}").RefusedAsync("invalid_request");
    }
}
