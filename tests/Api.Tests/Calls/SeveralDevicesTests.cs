using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Calls;

/// <summary>Who is called on several devices.</summary>
public class SeveralDevicesTests(Deployments deployments, RedisServer redis)
{
    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#77")]
    public async Task Answer_ByTheFirstOfThree_TellsTheOthersAndOnlyThem(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, devices) = await RingAsync(scene);
        var call = await ann.CallAsync("ben");
        foreach (var device in devices) await device.UntilAsync("call.incoming");

        await devices[1].AnswerAsync(call).OkAsync();
        foreach (var loser in (Device[])[devices[0], devices[2]])
        {
            var (ended, _) = await loser.UntilAsync("call.ended");
            Assert.Equal("answered_elsewhere", ended.TextAt("data.reason"));
            await loser.AnswerAsync(call).RefusedAsync("answered_elsewhere");
            await loser.HangUpAsync(call).RefusedAsync("answered_elsewhere");
        }

        var again = await devices[1].AnswerAsync(call).OkAsync();
        Assert.Equal(("connected", "d1"), (again.Text("state"), again.Json.TextAt("answeredBy.device")));
        await ann.HangUpAsync(call).OkAsync();
        var (over, seen) = await devices[1].UntilAsync("call.ended");
        Assert.Equal("hung_up", over.TextAt("data.reason"));
        Assert.DoesNotContain(seen, e => e.TextAt("type") == "call.ended" && e.TextAt("data.reason") != "hung_up");
        Assert.Empty(await devices[0].NextAsync(waitSeconds: 0));
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Reject_ByOneOfThree_KeepsTheOthersRinging(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, devices) = await RingAsync(scene);
        var call = await ann.CallAsync("ben");

        var rejected = await devices[0].PostAsync($"/v1/calls/{call}/reject", new { reason = "declined" }).OkAsync();
        Assert.Equal("inviting", rejected.Text("state"));
        await devices[0].AnswerAsync(call).RefusedAsync("already_rejected");
        Assert.Equal("connected", (await devices[2].AnswerAsync(call).OkAsync()).Text("state"));
    }

    [Theory]
    [InlineData(On.Embedded, "busy", "busy", "busy"), InlineData(On.Redis, "busy", "busy", "busy")]
    [InlineData(On.Embedded, "busy", "declined", "declined"), InlineData(On.Redis, "busy", "declined", "declined")]
    [InlineData(On.Embedded, "forbidden", "forbidden", "forbidden"), InlineData(On.Redis, "forbidden", "forbidden", "forbidden")]
    public async Task Reject_ByAll_EndsTheCallWithTheirVerdict(On on, string first, string rest, string verdict)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, devices) = await RingAsync(scene);
        var call = await ann.CallAsync("ben");

        await devices[0].PostAsync($"/v1/calls/{call}/reject", new { reason = first }).OkAsync();
        await devices[1].PostAsync($"/v1/calls/{call}/reject", new { reason = rest }).OkAsync();
        var last = await devices[2].PostAsync($"/v1/calls/{call}/reject", new { reason = rest }).OkAsync();

        Assert.Equal(("ended", "rejected", verdict), (last.Text("state"), last.Text("endReason"), last.Text("rejection")));
        var (ended, _) = await ann.UntilAsync("call.ended");
        Assert.Equal(("rejected", verdict, "ben"), (ended.TextAt("data.reason"), ended.TextAt("data.rejection"), ended.TextAt("data.by.user")));
        await devices[0].UntilAsync("call.ended");
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task HangUp_ByTheCallerWhileItRings_CancelsItOnEveryDevice(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, devices) = await RingAsync(scene);
        var call = await ann.CallAsync("ben");
        await devices[0].PostAsync($"/v1/calls/{call}/ringing").OkAsync();

        Assert.Equal("cancelled", (await ann.HangUpAsync(call).OkAsync()).Text("endReason"));
        Assert.Equal("ended", (await ann.HangUpAsync(call).OkAsync()).Text("state"));

        foreach (var device in devices) Assert.Equal("cancelled", (await device.UntilAsync("call.ended")).Event.TextAt("data.reason"));
        await devices[0].AnswerAsync(call).RefusedAsync("call_ended");
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Ringing_OnSeveralDevices_IsToldTheCallerOnce(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, devices) = await RingAsync(scene);
        var call = await ann.CallAsync("ben");

        foreach (var device in devices) Assert.Equal("ringing", (await device.PostAsync($"/v1/calls/{call}/ringing").OkAsync()).Text("state"));
        await devices[0].PostAsync($"/v1/calls/{call}/ringing").OkAsync(); // says so twice
        await ann.HangUpAsync(call);

        var (_, seen) = await ann.UntilAsync("call.ended");
        Assert.Single(seen, e => e.TextAt("type") == "call.ringing");
    }

    private static async Task<(Device Ann, Device[] Devices)> RingAsync(Scene scene)
    {
        var ann = scene.Device("ann");
        Device[] devices = [.. Enumerable.Range(0, 3).Select(number => scene.Device("ben", $"d{number}"))];
        foreach (var device in devices.Prepend(ann)) await device.AttachAsync();
        return (ann, devices);
    }
}
