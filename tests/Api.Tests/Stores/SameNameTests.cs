using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using StackExchange.Redis;
using Xunit;

namespace Signaling.Api.Tests.Stores;

/// <summary>Two edges on one machine whose operator gave neither a name.</summary>
public class SameNameTests(RedisServer redis)
{
    [Fact]
    public async Task Edges_OfOneName_EachHearWhatHappensAtTheOther()
    {
        var settings = new Dictionary<string, string?>
        {
            ["RateLimits:Enabled"] = "false", ["Store"] = "Redis", ["Redis:Endpoints"] = redis.Endpoint,
            ["Redis:KeyPrefix"] = "t" + Guid.NewGuid().ToString("N")[..12],
        };
        await using var one = await RunningEdge.StartAsync(settings: settings);
        await using var other = await RunningEdge.StartAsync(settings: settings);
        using Device ann = one.Device("ann"), ben = other.Device("ben");
        await using var anns = await HubDevice.AttachAsync(ann);
        await using var bens = await HubDevice.AttachAsync(ben);

        var call = await ann.CallAsync("ben");
        await bens.NextAsync("call.incoming");
        await ben.PostAsync($"/v1/calls/{call}/ringing").OkAsync();
        await anns.NextAsync("call.ringing");

        // Events alone would not show it: an edge that hears nothing finds out after four seconds, and reads the inboxes.
        using var raw = await ConnectionMultiplexer.ConnectAsync($"{redis.Endpoint},syncTimeout=30000,connectTimeout=30000");
        var channels = await raw.GetServer(raw.GetEndPoints()[0]).SubscriptionChannelsAsync($"{settings["Redis:KeyPrefix"]}:edge:*");
        Assert.Equal(2, channels.Length);
    }
}
