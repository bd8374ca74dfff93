using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Signaling.Api.Events;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Events;

/// <summary>A device that reads nothing.</summary>
public class SlowReaderTests(RedisServer redis)
{
    [Fact]
    public async Task Stream_ThatIsNotRead_IsCutOffWithoutTouchingOthers()
    {
        await using var deployment = await Deployment.StartAsync(On.Embedded, redis);
        await using var scene = deployment.Scene();
        Device ann = scene.Device("ann"), lazy = scene.Device("ben", "lazy");
        await using var hub = await HubDevice.AttachAsync(scene.Device("ben", "eager"));
        using var unread = await UnreadStream.OpenAsync(lazy);
        var streams = scene.Edges[0].Services.GetRequiredService<DeviceStreams>();
        var large = File.ReadAllText(Path.Combine(Repository.Root, "tests/Domain.Tests/Sdp/Samples/chromium-receive-25-25.offer.sdp"));
        Assert.Equal(1, streams.Count("sse"));

        for (var number = 0; number < 48; number++) // 7 MB: more than any buffer on the way holds
        {
            await ann.PostAsync("/v1/calls", new { to = "ben", sdp = large }).OkAsync(HttpStatusCode.Created);
            await hub.NextAsync("call.incoming"); // each at once, whatever the other does
        }

        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var deadline = DateTime.UtcNow.AddSeconds(60); streams.Count("sse") > 0 && DateTime.UtcNow < deadline;) await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, 1), (streams.Count("sse"), streams.Count("hub")));
    }
}
