using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Events;

/// <summary>Events find their user whoever else is connected, and one who does not read holds up nobody.</summary>
public class IdleConnectionTests(Deployments deployments, RedisServer redis)
{
    [Fact]
    public async Task Events_AmongAThousandIdleConnections_ReachTheirUserAlone()
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        List<HubDevice> idle = [];
        foreach (var some in Enumerable.Range(0, 1000).Chunk(100))
            idle.AddRange(await Task.WhenAll(some.Select(number => HubDevice.AttachAsync(scene.Device($"idle{number}")))));
        var (ann, ben) = await scene.PairAsync();

        var begun = FairWatch.StartNew();
        for (var number = 0; number < 20; number++)
        {
            var call = await ann.CallAsync("ben");
            await ben.UntilAsync("call.incoming");
            await ann.HangUpAsync(call);
            await ben.UntilAsync("call.ended");
        }

        Assert.True(begun.Elapsed < TimeSpan.FromSeconds(10), $"20 calls took {begun.Elapsed}");
        Assert.DoesNotContain(idle, one => one.HasMore);
        await Task.WhenAll(idle.Select(one => one.DisposeAsync().AsTask()));
    }

    [Fact]
    public void Sources_OfTheApi_SendToConnectionsAndNeverToUsersOrAll()
    {
        var calls = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Api"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => ((string[])["Clients.User", "Clients.All", "Clients.Others", "Clients.Group"]).Any(File.ReadAllText(file).Contains));

        Assert.Empty(calls); // each walks all connections of the edge
    }
}
