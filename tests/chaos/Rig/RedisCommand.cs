using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Signaling.Chaos.Rig;

/// <summary>One command to Redis in its own protocol (RESP2), so that nothing clever stands between the suite and the fault.</summary>
internal static class RedisCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends a command and gives the first line of its reply, or the text of a bulk reply.</summary>
    /// <exception cref="RedisRefusedException">Redis said no.</exception>
    public static async Task<string> SendAsync(IPEndPoint endpoint, string[] words, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endpoint, patience.Token);
        var text = new StringBuilder().Append('*').Append(words.Length).Append("\r\n");
        foreach (var word in words) text.Append('$').Append(Encoding.UTF8.GetByteCount(word)).Append("\r\n").Append(word).Append("\r\n");
        await socket.SendAsync(Encoding.UTF8.GetBytes(text.ToString()), patience.Token);

        using var reader = new StreamReader(new NetworkStream(socket));
        var first = await reader.ReadLineAsync(patience.Token) ?? throw new IOException("Redis closed the connection.");
        if (first[0] == '-') throw new RedisRefusedException(first[1..]);
        if (first[0] != '$' || first == "$-1") return first[1..];

        var bulk = new char[int.Parse(first[1..], System.Globalization.CultureInfo.InvariantCulture)];
        var got = await reader.ReadBlockAsync(bulk, patience.Token);
        return new string(bulk, 0, got);
    }
}

/// <summary>Redis has answered with an error.</summary>
internal sealed class RedisRefusedException(string message) : Exception(message);
