using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Signaling.Chaos.Rig;

/// <summary>One command to Redis in its own protocol (RESP2), so that nothing clever stands between the suite and the fault.</summary>
internal static class RedisCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends a command and gives the first line of its reply, the text of a bulk reply, or the texts of a list, a line each.</summary>
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
        if (first[0] == '*')
        {
            // A list of texts: a line with the length before each.
            var lines = new List<string>();
            for (var left = 2 * int.Parse(first[1..], CultureInfo.InvariantCulture); left > 0; left--) lines.Add(await reader.ReadLineAsync(patience.Token) ?? "");
            return string.Join('\n', lines.Where((_, i) => i % 2 == 1));
        }

        if (first[0] != '$' || first == "$-1") return first[1..];

        var bulk = new char[int.Parse(first[1..], CultureInfo.InvariantCulture)];
        var got = await reader.ReadBlockAsync(bulk, patience.Token);
        return new string(bulk, 0, got);
    }

    /// <summary>One field of a reply that is a list of names and values; null where it has none.</summary>
    public static async Task<string?> FieldAsync(IPEndPoint endpoint, string[] words, string field, CancellationToken cancel)
    {
        var parts = (await SendAsync(endpoint, words, cancel)).Split('\n');
        return Array.IndexOf(parts, field) is >= 0 and var at && at + 1 < parts.Length ? parts[at + 1] : null;
    }
}

/// <summary>Redis has answered with an error.</summary>
internal sealed class RedisRefusedException(string message) : Exception(message);
