using Microsoft.Extensions.Options;

namespace Signaling.Api.Auth;

/// <summary>Keeps the published keys current: reads the JWK Set at start, at each interval, and when a token names a key that is not there.</summary>
internal sealed partial class JwksSource(TokenKeys keys, IOptions<TokenOptions> options, IHttpClientFactory http, TimeProvider clock, ILogger<JwksSource> log)
    : BackgroundService
{
    /// <summary>The name of the client that fetches.</summary>
    public const string Client = "jwks";

    /// <summary>The largest JWK Set that is read: 256 KB.</summary>
    public const int MaxBytes = 256 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5), Pause = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim gate = new(1, 1);
    private DateTimeOffset notBefore;

    private bool HasSource => options.Value is not { JwksFile: null, JwksUrl: null };

    /// <summary>The key of that name after at most one reading, which happens at most every 30 s, however many strangers ask.</summary>
    public async ValueTask<TokenKey?> FindAsync(string kid, CancellationToken cancel)
    {
        if (!HasSource) return null;
        await gate.WaitAsync(cancel); // at start this awaits the first reading, so that nobody is refused for having been quick
        try
        {
            if (keys.Find(kid) is { } known) return known;
            if (clock.GetUtcNow() >= notBefore) await ReadAsync(cancel);
            return keys.Find(kid);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        gate.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!HasSource) return;
        using var timer = new PeriodicTimer(options.Value.JwksRefresh, clock);
        do
        {
            await gate.WaitAsync(stoppingToken);
            try
            {
                await ReadAsync(stoppingToken);
            }
            finally
            {
                gate.Release();
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        notBefore = clock.GetUtcNow() + Pause;
        try
        {
            List<TokenKey> found = [];
            if (options.Value.JwksFile is { } file) found.AddRange(Take(await File.ReadAllBytesAsync(file, cancel), withSecrets: true));
            if (options.Value.JwksUrl is { } url) found.AddRange(Take(await FetchAsync(url, cancel), withSecrets: false));
            keys.Publish([.. found.DistinctBy(key => key.Kid)]);
            LogRead(found.Count);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or UnauthorizedAccessException or InvalidDataException
                                        || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            LogFailure(failure.Message); // the keys read before stay in force
        }
    }

    private async Task<byte[]> FetchAsync(string url, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Timeout);
        using var client = http.CreateClient(Client);
        client.MaxResponseContentBufferSize = MaxBytes;
        return await client.GetByteArrayAsync(new Uri(url), limit.Token);
    }

    private static IReadOnlyCollection<TokenKey> Take(byte[] utf8, bool withSecrets) =>
        (utf8.Length <= MaxBytes ? JwksReader.Read(utf8, withSecrets) : null) ?? throw new InvalidDataException("it is no JWK Set (RFC 7517 §5), or larger than 256 KB");

    [LoggerMessage(2101, LogLevel.Information, "Read the JWK Set: {Count} usable keys", EventName = "JwksRead")]
    private partial void LogRead(int count);

    [LoggerMessage(2102, LogLevel.Warning, "The JWK Set cannot be read, and the keys known before stay in force: {Reason}", EventName = "JwksFailed")]
    private partial void LogFailure(string reason);
}
