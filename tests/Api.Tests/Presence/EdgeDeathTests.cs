using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Presence;

/// <summary>An edge that dies takes its lease with it, and its devices' calls wait for them as for any other.</summary>
public sealed class EdgeDeathTests(RedisServer redis, ITestOutputHelper output)
{
    // The lease is 15 seconds, renewed every four; what has ended is found within a quarter of a second.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15), Soon = Lease + TimeSpan.FromSeconds(5), Patience = 3 * Soon;

    [Fact]
    public async Task Edge_KilledWithDevicesInCalls_IsMissedWithItsLeaseAndTheyMayComeBackElsewhere()
    {
        var settings = Settings(new() { ["Presence:Grace"] = "00:00:10" });
        await using RunningEdge stays = await RunningEdge.StartProcessAsync(settings), dies = await RunningEdge.StartProcessAsync(settings);
        Device ann = stays.Device("ann"), ben = dies.Device("ben"), cid = stays.Device("cid"), dee = dies.Device("dee"), eve = stays.Device("eve"), fay = dies.Device("fay");
        await using HubDevice annHears = await HubDevice.AttachAsync(ann), cidHears = await HubDevice.AttachAsync(cid), eveHears = await HubDevice.AttachAsync(eve);
        await using HubDevice bens = await HubDevice.AttachAsync(ben), dees = await HubDevice.AttachAsync(dee), fays = await HubDevice.AttachAsync(fay);
        var returns = await annHears.ConnectedAsync(ann, ben);
        var staysAway = await cidHears.ConnectedAsync(cid, dee);
        var moves = await eveHears.ConnectedAsync(eve, fay);

        dies.Process.Kill();
        await using var faysNext = await HubDevice.AttachAsync(stays.Device("fay"), fays.Cursor); // at once, as the library does

        var missed = await annHears.SaysAsync("reconnecting", "ben", Patience);
        Assert.InRange(missed, TimeSpan.Zero, Soon);
        output.WriteLine($"edge killed → call.peerReconnecting: {missed.TotalSeconds:0.0} s");
        await cidHears.SaysAsync("reconnecting", "dee", Patience);
        await using var bensNext = await HubDevice.AttachAsync(stays.Device("ben"), bens.Cursor);
        var back = await annHears.SaysAsync("back", "ben");
        output.WriteLine($"attached on the other edge → back: {back.TotalSeconds:0.00} s");
        Assert.Equal("peer_lost", await cidHears.EndAsync());
        Assert.Equal("connected", await ann.StateAsync(returns));
        Assert.Equal("ended", await cid.StateAsync(staysAway));
        Assert.Equal("connected", await eve.StateAsync(moves));
        Assert.False(annHears.HasMore || eveHears.HasMore); // whoever moved in time was never missed
    }

    [Fact]
    [Trait("CallFlow", "#312")]
    public async Task Edge_ThatTookTheCallAndIsKilled_LeavesItToTheOther()
    {
        var settings = Settings([]);
        await using RunningEdge stays = await RunningEdge.StartProcessAsync(settings), dies = await RunningEdge.StartProcessAsync(settings);
        Device ann = dies.Device("ann"), ben = stays.Device("ben");
        await using HubDevice anns = await HubDevice.AttachAsync(ann), bens = await HubDevice.AttachAsync(ben);

        var call = await ann.CallAsync("ben");
        await bens.NextAsync("call.incoming");
        Assert.Equal(HttpStatusCode.OK, (await ben.AnswerAsync(call)).Status);
        await anns.NextAsync("call.answered");
        dies.Process.Kill();

        Assert.Equal("connected", await ben.StateAsync(call));
        Assert.Equal(HttpStatusCode.Accepted, (await ben.PostAsync($"/v1/calls/{call}/messages", new { text = "still there?" })).Status);
        var annElsewhere = stays.Device("ann");
        await using var annsNext = await HubDevice.AttachAsync(annElsewhere, anns.Cursor);
        Assert.Equal("connected", await annElsewhere.StateAsync(call));
        await annsNext.NextAsync("call.message");
        Assert.Equal(HttpStatusCode.OK, (await annElsewhere.HangUpAsync(call)).Status);
        await bens.NextAsync("call.ended");
        Assert.False(bens.HasMore);
    }

    [Fact]
    public async Task Edge_PausedForLongerThanItsLease_TellsThatItsDevicesAreBackWhenItGoesOn()
    {
        var settings = Settings(new() { ["Presence:Grace"] = "00:01:00", ["Presence:NoticeAfter"] = "00:01:00" });
        await using RunningEdge stays = await RunningEdge.StartProcessAsync(settings), paused = await RunningEdge.StartProcessAsync(settings);
        Device ann = stays.Device("ann"), ben = paused.Device("ben");
        await using HubDevice hears = await HubDevice.AttachAsync(ann), bens = await HubDevice.AttachAsync(ben);
        var call = await hears.ConnectedAsync(ann, ben);
        await bens.NextAsync("call.incoming");

        paused.Process.Signal("STOP");
        Assert.InRange(await hears.SaysAsync("reconnecting", "ben", Patience), TimeSpan.Zero, Soon);
        await ann.PostAsync($"/v1/calls/{call}/messages", new { text = "are you there?" });
        paused.Process.Signal("CONT");

        output.WriteLine($"edge goes on → back: {(await hears.SaysAsync("back", "ben")).TotalSeconds:0.00} s");
        await bens.NextAsync("call.message");
        Assert.Equal("connected", await ann.StateAsync(call));
    }

    private Dictionary<string, string?> Settings(Dictionary<string, string?> presence) => new(presence.Concat(Deployment.At(redis)))
    {
        ["Store"] = "Redis", ["Redis:KeyPrefix"] = "t" + Guid.NewGuid().ToString("N")[..12], ["RateLimits:Enabled"] = "false",
    };
}
