using System.Net.Sockets;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Events;

/// <summary>A stream on which nothing happens.</summary>
public class QuietStreamTests(Deployments deployments, RedisServer redis)
{
    [Fact]
    public async Task Stream_ThatIsQuiet_IsKeptAliveByComments()
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        using var socket = await UnreadStream.OpenAsync(scene.Device("ben"));

        using var reader = new StreamReader(new NetworkStream(socket));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        string? line;
        do line = await reader.ReadLineAsync(patience.Token);
        while (line is not null && !line.StartsWith(": ", StringComparison.Ordinal));
        Assert.NotNull(line);
    }
}
