using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Calls;

/// <summary>Everybody at once.</summary>
public class AnswerRaceTests(Deployments deployments, RedisServer redis)
{
    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#19"), Trait("CallFlow", "#315")]
    public async Task Answer_FromFiftyDevicesAtOnce_HasOneWinnerAndTellsEachDeviceOnce(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var ann = scene.Device("ann");
        await ann.AttachAsync();
        Device[] devices = [.. Enumerable.Range(0, 50).Select(number => scene.Device("ben", $"d{number}"))];
        await Task.WhenAll(devices.Select(device => device.AttachAsync()));
        var call = await ann.CallAsync("ben");

        var answers = await Task.WhenAll(devices.Select(device => device.AnswerAsync(call)));

        var winner = Assert.Single(Enumerable.Range(0, 50), number => answers[number].Status is HttpStatusCode.OK);
        Assert.Equal(49, answers.Count(answer => answer.Code == "answered_elsewhere" && answer.Status is HttpStatusCode.Conflict));
        await ann.HangUpAsync(call).OkAsync();
        var seen = await Task.WhenAll(devices.Select(async device => (await device.UntilAsync("call.ended")).Seen.Concat(await device.NextAsync(waitSeconds: 0)).ToArray()));
        for (var number = 0; number < 50; number++)
        {
            Assert.Equal(["call.incoming", "call.ended"], seen[number].Select(e => e.TextAt("type")));
            Assert.Equal(number == winner ? "hung_up" : "answered_elsewhere", seen[number][1].TextAt("data.reason"));
        }

        var (_, anns) = await ann.UntilAsync("call.ended");
        Assert.Equal(devices[winner].Name, Assert.Single(anns, e => e.TextAt("type") == "call.answered").TextAt("data.by.device"));
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task AnswerCancelAndTimeout_InTheSameInstant_EndInOneStateThatEveryoneIsToldOnce(On on)
    {
        const int rounds = 100;
        await using var deployment = await Deployment.StartAsync(on, redis, new() { ["Calls:RingTimeout"] = "00:00:02" });
        await using var scene = deployment.Scene();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, rounds).Select(RoundAsync));

        // All three have their share, or the race is none.
        Assert.Equal(rounds, outcomes.Length);
        Assert.True(outcomes.Distinct().Count() >= 2, string.Join(", ", outcomes.CountBy(outcome => outcome)));

        async Task<string> RoundAsync(int number)
        {
            Device ann = scene.Device($"ann{number}"), phone = scene.Device($"ben{number}", "phone"), tablet = scene.Device($"ben{number}", "tablet");
            foreach (var device in (Device[])[ann, phone, tablet]) await device.AttachAsync();
            var placed = await ann.PostAsync("/v1/calls", new { to = $"ben{number}", sdp = Descriptions.Offer }).OkAsync(HttpStatusCode.Created);
            var call = placed.Text("id")!;
            await UntilAsync(placed.Json.At("ringUntil").GetDateTimeOffset() + TimeSpan.FromMilliseconds((number % 10 * 40) - 100));

            var answer = phone.AnswerAsync(call);
            if (number % 4 == 0) await answer; // else, where one edge is busier than the other, the same side could win every time
            var cancel = ann.HangUpAsync(call);
            var won = (await answer).Status is HttpStatusCode.OK;
            Assert.True((await cancel).Status is HttpStatusCode.OK, (await cancel).Json.ToString());
            if (!won) Assert.Contains((await answer).Code, (string[])["call_ended", "conflict"]);

            var final = await ann.GetAsync($"/v1/calls/{call}").OkAsync();
            Assert.Equal("ended", final.Text("state"));
            var reason = final.Text("endReason")!;
            Assert.Equal(won ? "hung_up" : reason is "timed_out" ? "timed_out" : "cancelled", reason);
            foreach (var device in (Device[])[ann, phone, tablet])
            {
                var seen = (await device.UntilAsync("call.ended")).Seen.Concat(await device.NextAsync(waitSeconds: 0)).ToArray();
                var told = Assert.Single(seen, e => e.TextAt("type") == "call.ended").TextAt("data.reason");
                Assert.Equal(won && device == tablet ? "answered_elsewhere" : reason, told);
                Assert.Equal(won && device == ann, seen.Any(e => e.TextAt("type") == "call.answered"));
            }

            return reason;
        }
    }

    private static async Task UntilAsync(DateTimeOffset moment)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (DateTimeOffset.UtcNow < moment) await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }
}
