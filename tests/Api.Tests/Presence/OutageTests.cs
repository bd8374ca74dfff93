using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Presence;

/// <summary>An outage of the store ends no call, however much longer than the grace it lasts.</summary>
public sealed class OutageTests
{
    private static readonly Dictionary<string, string?> Brief = new() { ["Presence:Grace"] = "00:00:07", ["Presence:InactiveAfter"] = "00:00:10" };

    public static TheoryData<string> Outages => ["killed", "paused"];

    [Theory, MemberData(nameof(Outages))]
    public async Task Redis_AwayForLongerThanGraceAndLease_EndsNoCallAndGivesAWholeGraceAnew(string how)
    {
        await using var redis = await RedisServer.StartOwnAsync(["--appendonly", "yes", "--appendfsync", "always"]);
        await using var deployment = await Deployment.RedisAsync(redis, Brief);
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann", at: 0), ben = scene.Device("ben", at: 1), cid = scene.Device("cid", at: 1), dee = scene.Device("dee", at: 2);
        await using HubDevice annHears = await HubDevice.AttachAsync(ann), bens = await HubDevice.AttachAsync(ben), cidHears = await HubDevice.AttachAsync(cid);
        var dees = await SseDevice.OpenAsync(dee);
        var quiet = await annHears.ConnectedAsync(ann, ben);
        var waiting = await cidHears.ConnectedAsync(cid, dee);
        dees.Dispose();
        await cidHears.SaysAsync("reconnecting", "dee"); // and while it is waited for, the store goes

        if (how == "killed") redis.Kill();
        else redis.Pause();
        await Task.Delay(TimeSpan.FromSeconds(how == "killed" ? 8 : 18), TestContext.Current.CancellationToken); // longer than the grace, and once than the edges' lease
        if (how == "killed") await redis.RestartAsync(TestContext.Current.CancellationToken);
        else redis.Resume();

        await Poll.UntilAsync(() => deployment.Edges.All(edge => ((Signaling.Infrastructure.Redis.RedisStore)edge.Services.GetService(typeof(Signaling.Infrastructure.Redis.RedisStore))!).IsUp), "the store");
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken); // sweeps are under way again, and most of a grace is left
        Assert.Equal("connected", await cid.StateAsync(waiting));
        await using var back = await HubDevice.AttachAsync(scene.Device("dee", at: 0), dees.LastEventId);
        await cidHears.SaysAsync("back", "dee");
        await Task.Delay(TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken); // longer than the grace, and to be past the leases of before
        Assert.Equal(("connected", "connected"), (await ann.StateAsync(quiet), await cid.StateAsync(waiting)));
        Assert.False(annHears.HasMore || cidHears.HasMore); // nobody was missed who had stayed
    }

    [Fact]
    public async Task Redis_AwayWhileADeviceLeaves_MissesItAfterwards()
    {
        await using var redis = await RedisServer.StartOwnAsync();
        await using var deployment = await Deployment.RedisAsync(redis, Brief);
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann", at: 0), ben = scene.Device("ben", at: 1);
        await using var hears = await HubDevice.AttachAsync(ann);
        var bens = await SseDevice.OpenAsync(ben);
        await hears.ConnectedAsync(ann, ben);

        redis.Pause();
        bens.Dispose();
        await Task.Delay(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);
        redis.Resume();

        await hears.SaysAsync("reconnecting", "ben");
        Assert.Equal("peer_lost", await hears.EndAsync());
    }
}
