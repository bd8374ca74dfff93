using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>Who answers at a Redis address: read without a client library, so that the client under test proves nothing about itself.</summary>
/// <param name="ProcessId">The server's process id, as it sees it.</param>
/// <param name="RunId">A fresh value for each start of a server, 40 hex digits.</param>
internal sealed record RedisServerIdentity(int ProcessId, string RunId)
{
    /// <summary>Asks <c>INFO server</c>.</summary>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    /// <exception cref="InvalidOperationException">Somebody listens who is no Redis, or not ready yet.</exception>
    public static async Task<RedisServerIdentity> ReadAsync(EndPoint address, string? password, CancellationToken cancel)
    {
        using var socket = address is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address, cancel);
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        if (password is not null)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"AUTH {password}\r\n"), cancel);
            await reader.ReadLineAsync(cancel);
        }
        await stream.WriteAsync("INFO server\r\n"u8.ToArray(), cancel);
        var header = await reader.ReadLineAsync(cancel) ?? "";
        if (!header.StartsWith('$')) throw new InvalidOperationException($"The server at {address} answered INFO with: {header}");
        var (processId, runId) = (0, "");
        while (processId == 0 || runId.Length == 0)
        {
            var line = await reader.ReadLineAsync(cancel) ?? throw new InvalidOperationException($"The server at {address} hung up.");
            if (line.StartsWith("process_id:", StringComparison.Ordinal)) processId = int.Parse(line["process_id:".Length..]);
            if (line.StartsWith("run_id:", StringComparison.Ordinal)) runId = line["run_id:".Length..];
        }
        return new RedisServerIdentity(processId, runId);
    }
}
