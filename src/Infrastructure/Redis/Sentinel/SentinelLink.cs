using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Signaling.Infrastructure.Redis.Sentinel;

/// <summary>A connection to one Sentinel, begun anew after each failure. It speaks the little of Redis' protocol (RESP) that it takes.</summary>
internal sealed class SentinelLink(string address, RedisOptions options, RedisCertificates certificates) : IDisposable
{
    private const int MaxFields = 256, DefaultPort = 26379;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private Stream? stream;
    private StreamReader? reader;

    /// <summary>Where it is.</summary>
    public string Address => address;

    /// <summary>Asks where the primary is; one question at a time.</summary>
    public async Task<SentinelAnswer> AskAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            if (stream is null) await ConnectAsync(limit.Token);
            return Read(await SendAsync(["SENTINEL", "MASTER", options.SentinelName!], limit.Token));
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or InvalidDataException or FormatException or System.Security.Authentication.AuthenticationException)
        {
            Dispose();
            cancel.ThrowIfCancellationRequested();
            return new SentinelAnswer.Away();
        }
    }

    public void Dispose()
    {
        reader?.Dispose();
        stream?.Dispose();
        (stream, reader) = (null, null);
    }

    private async Task ConnectAsync(CancellationToken cancel)
    {
        var (host, port) = RedisAddress.Split(address, DefaultPort);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancel);
            stream = new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        if (options.Tls)
        {
            var secured = new SslStream(stream, leaveInnerStreamOpen: false, certificates.Accept);
            stream = secured;
            await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancel);
        }
        reader = new StreamReader(stream, Encoding.Latin1);
        if (options.SentinelPassword is { Length: > 0 } password) await SendAsync(["AUTH", password], cancel); // what it says, the question after it is answered with too
    }

    private static SentinelAnswer Read(string[] reply)
    {
        if (reply is [['-', ..] error])
            return error.StartsWith("-NOAUTH", StringComparison.Ordinal) || error.StartsWith("-NOPERM", StringComparison.Ordinal) ? new SentinelAnswer.LocksUsOut()
                : error.Contains("No such master", StringComparison.Ordinal) ? new SentinelAnswer.UnknownName()
                : new SentinelAnswer.Away();

        var fields = reply.Chunk(2).Where(pair => pair.Length == 2).DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1]);
        return fields.TryGetValue("ip", out var host) && fields.TryGetValue("port", out var port) && fields.TryGetValue("config-epoch", out var epoch)
            ? new SentinelAnswer.Primary(RedisAddress.Join(host, port), long.Parse(epoch, CultureInfo.InvariantCulture))
            : new SentinelAnswer.Away();
    }

    // A list of texts; of anything else its one line.
    private async Task<string[]> SendAsync(string[] command, CancellationToken cancel)
    {
        var words = command.Select(word => $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
        await stream!.WriteAsync(Encoding.UTF8.GetBytes($"*{command.Length}\r\n{string.Concat(words)}"), cancel);

        var first = await LineAsync(cancel);
        if (first is not ['*', .. var count]) return [first];

        var fields = new string[Math.Clamp(int.Parse(count, CultureInfo.InvariantCulture), 0, MaxFields)];
        for (var n = 0; n < fields.Length; n++)
        {
            if (await LineAsync(cancel) is not ['$', ..]) throw new InvalidDataException("No Sentinel answers so.");
            fields[n] = await LineAsync(cancel);
        }
        return fields;
    }

    private async Task<string> LineAsync(CancellationToken cancel) => await reader!.ReadLineAsync(cancel) ?? throw new IOException("The Sentinel has closed the connection.");
}
