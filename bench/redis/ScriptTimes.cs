using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;
using Signaling.Infrastructure.Redis;
using Signaling.Infrastructure.Storage;
using Signaling.Infrastructure.Tests.Storage;
using StackExchange.Redis;

namespace Signaling.Bench.Redis;

/// <summary>Takes calls through their steps, many at a time, and asks Redis after each step how long its script took there: what Redis
/// itself counts (<c>INFO commandstats</c>), so that neither the network nor this process is in the figure.</summary>
internal sealed class ScriptTimes : IAsyncDisposable
{
    /// <summary>Calls in a round.</summary>
    public const int Calls = 300;

    /// <summary>The step that all are compared with.</summary>
    public const string Plain = "plain nine writes";

    private const int AtOnce = 8, Batches = 6;

    private const string NineWrites = """
        for i = 1, 9 do redis.call('HSET', KEYS[i], 'version', ARGV[1], 'body', i == 1 and ARGV[2] or ARGV[1]) end
        return 1
        """;

    private static readonly string Sdp = "v=0\r\n" + string.Concat(Enumerable.Range(0, 50).Select(n => $"a=rtpmap:{n,3} some-codec/90000 with what belongs to it\r\n"));

    private readonly ConnectionMultiplexer redis;
    private readonly RedisStore store;
    private readonly CommitScript script = new(new TenantId("bench"));
    private int users;

    private ScriptTimes(ConnectionMultiplexer redis, RedisStore store) => (this.redis, this.store) = (redis, store);

    public static async Task<ScriptTimes> StartAsync(string endpoint)
    {
        var options = new RedisOptions { Endpoints = endpoint, KeyPrefix = $"bench-{Guid.NewGuid():n}"[..16] };
        var redis = await ConnectionMultiplexer.ConnectAsync(new ConfigurationOptions { EndPoints = { endpoint }, AllowAdmin = true, SyncTimeout = 10_000 });
        await Task.Yield();
        return new ScriptTimes(redis, await RedisStore.StartAsync(options, new InboxOptions(), "bench", TimeProvider.System, NullLogger<RedisStore>.Instance, CancellationToken.None));
    }

    /// <summary>One round: each step of <see cref="Calls"/> calls, and the plain script as often.</summary>
    public async Task<List<(string Step, double Microseconds)>> RoundAsync()
    {
        var times = new List<(string, double)>();
        var calls = Enumerable.Range(0, Calls).Select(_ => NewPair()).ToArray();
        RedisValue[] values = ["1.abcdefgh", Sdp];
        await MeasureAsync(Plain, n => redis.GetDatabase().ScriptEvaluateAsync(NineWrites, [.. Enumerable.Range(0, 9).Select(key => (RedisKey)$"plain:{{{n}}}:{key}")], values));
        await MeasureAsync("attach", async n =>
        {
            await store.AttachAsync(new(script.Tenant, calls[n].Caller.User), calls[n].Caller.Device, null, default);
            return await store.AttachAsync(new(script.Tenant, calls[n].Callee.User), calls[n].Callee.Device, null, default);
        });
        await CommitAsync("create", n => script.Invite(calls[n].Caller, calls[n].Callee.User, store.Now) with { NewDescriptions = Offer, Request = Request(n) });
        await CommitAsync("ringing", n => Change(n, new CallCommand.Ring(calls[n].Callee)));
        await TrickleAsync("candidates, told", n => calls[n].Caller);
        await TrickleAsync("candidates, held", n => calls[n].Callee);
        await CommitAsync("answer", n => Change(n, new CallCommand.Answer(calls[n].Callee, Sdp, [])));
        await CommitAsync("message", n => Change(n, new CallCommand.SendMessage(calls[n].Caller, "hello")));
        await CommitAsync("hang-up", n => Change(n, new CallCommand.HangUp(calls[n].Caller)));
        await MeasureAsync("find", n => store.FindAsync(script.Tenant, calls[n].Stored!.Call.Id, null, default));
        return times;

        CallCommit Change(int n, CallCommand command) => script.Change(calls[n].Stored!, command, store.Now)!;

        Task CommitAsync(string step, Func<int, CallCommit> commit) => MeasureAsync(step, async n => Keep(n, await store.CommitAsync(commit(n), default)));

        Task TrickleAsync(string step, Func<int, Actor> by) =>
            MeasureAsync(step, async n => Keep(n, await store.CommitAsync(script.Candidates(calls[n].Stored!, by(n), store.Now, count: 6)!, default)));

        bool Keep(int n, CommitResult result)
        {
            calls[n] = calls[n] with { Stored = ((CommitResult.Committed)result).Stored };
            return true;
        }

        async Task MeasureAsync<T>(string step, Func<int, Task<T>> once) => times.Add((step, await TimeAsync(once)));
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        redis.Dispose();
    }

    // The least of some batches: what else the machine does comes and goes.
    private async Task<double> TimeAsync<T>(Func<int, Task<T>> once)
    {
        var least = double.MaxValue;
        for (var batch = 0; batch < Batches; batch++)
        {
            var (count, spent) = await ScriptsAsync();
            await Parallel.ForAsync(batch * Calls / Batches, (batch + 1) * Calls / Batches, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (n, _) => await once(n));
            var (after, spentAfter) = await ScriptsAsync();
            least = Math.Min(least, (double)(spentAfter - spent) / (after - count));
        }
        return least;
    }

    private async Task<(long Count, long Microseconds)> ScriptsAsync()
    {
        var fields = (await redis.GetServer(redis.GetEndPoints()[0]).InfoAsync("commandstats")).SelectMany(section => section)
            .Where(fact => fact.Key is "cmdstat_evalsha").Select(fact => fact.Value.Split(',', '=')).FirstOrDefault();
        return fields is null ? (0, 0) : (long.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[3], CultureInfo.InvariantCulture));
    }

    private static ImmutableDictionary<DescriptionRef, string> Offer { get; } =
        ImmutableDictionary<DescriptionRef, string>.Empty.Add(DescriptionRef.OfferOf(1), Sdp);

    private static (IdempotencyKey, RepeatedRequest) Request(int n) => (new IdempotencyKey($"{Guid.NewGuid()}", "hash"), new RepeatedRequest("hash", new CallId($"bench_{n}"), 201, 1));

    private Pair NewPair()
    {
        var n = users++;
        return new Pair(new(new($"ann-{n}"), new("tab")), new(new($"ben-{n}"), new("phone")), null);
    }

    private sealed record Pair(Actor Caller, Actor Callee, StoredCall? Stored);
}
