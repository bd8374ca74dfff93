using System.Net;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>The rig itself: a test that asks for Redis must get its own and no other.</summary>
public sealed class RedisServerTests(RedisServer shared)
{
    [Fact]
    public async Task Shared_Always_AnswersWithItsRunId() =>
        Assert.Equal(shared.RunId, (await IdentifyAsync(shared)).RunId);

    [Fact]
    public async Task StartOwnAsync_Twice_GivesTwoServers()
    {
        await using var first = await RedisServer.StartOwnAsync();
        await using var second = await RedisServer.StartOwnAsync(["--requirepass", "open-sesame"]);

        Assert.NotEqual(first.RunId, second.RunId);
        Assert.Equal(first.RunId, (await IdentifyAsync(first)).RunId);
        await Assert.ThrowsAsync<InvalidOperationException>(() => IdentifyAsync(second));
    }

    [Fact]
    public async Task RestartAsync_AfterKill_ListensAtTheSameEndpointAsAnotherRun()
    {
        await using var server = await RedisServer.StartOwnAsync();
        var (endpoint, runId) = (server.Endpoint, server.RunId);

        server.Kill();
        await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(() => IdentifyAsync(server));
        await server.RestartAsync();

        Assert.Equal(endpoint, server.Endpoint);
        Assert.NotEqual(runId, (await IdentifyAsync(server)).RunId);
    }

    [Fact]
    public async Task Pause_UntilResume_AnswersNothing()
    {
        await using var server = await RedisServer.StartOwnAsync();

        server.Pause();
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => IdentifyAsync(server, impatient.Token));
        server.Resume();

        Assert.Equal(server.RunId, (await IdentifyAsync(server)).RunId);
    }

    [Fact]
    public async Task StartOwnAsync_WithANonsenseArgument_SaysWhatRedisSaid()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => RedisServer.StartOwnAsync(["--no-such-setting", "1"]));

        Assert.Contains("did not start", refused.Message, StringComparison.Ordinal);
    }

    private static Task<RedisServerIdentity> IdentifyAsync(RedisServer server, CancellationToken cancel = default)
    {
        var parts = server.Endpoint.Split(':');
        return RedisServerIdentity.ReadAsync(new DnsEndPoint(parts[0], int.Parse(parts[1])), null, cancel);
    }
}
