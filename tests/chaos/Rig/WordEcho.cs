using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Signaling.Chaos.Rig;

/// <summary>Hears every word that Redis carries between edges, and says each again: twice, late, and in another order.</summary>
internal sealed class WordEcho(IPEndPoint redis, Random random)
{
    private readonly HashSet<string> said = [];
    private readonly List<Task> saying = [];

    /// <summary>Goes on until it is cancelled; gives how many words it has said again.</summary>
    public async Task<int> RunAsync(string pattern, CancellationToken enough, CancellationToken cancel)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(redis, cancel);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"PSUBSCRIBE {pattern}\r\n"), cancel);
        using var reader = new BufferedStream(new NetworkStream(socket));
        try
        {
            // pmessage, pattern, channel, word: the first reply, to the subscription, has a number in the word's place
            while (await Task.Run(() => ReadArray(reader), enough).WaitAsync(enough) is var parts)
            {
                if (parts[0] != "pmessage" || parts[3].StartsWith("pulse ", StringComparison.Ordinal) || !said.Add(parts[2] + parts[3])) continue;
                saying.Add(AgainAsync(parts[2], parts[3], cancel));
            }
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            // Enough.
        }

        await Task.WhenAll(saying);
        return saying.Count;
    }

    private async Task AgainAsync(string channel, string word, CancellationToken cancel)
    {
        int[] delays = [random.Next(30), random.Next(30, 600)];
        foreach (var delay in delays)
        {
            await Task.Delay(delay, cancel);
            await RedisCommand.SendAsync(redis, ["PUBLISH", channel, word], cancel);
        }
    }

    private static string[] ReadArray(Stream stream)
    {
        var parts = new string[Number(Line(stream))];
        for (var i = 0; i < parts.Length; i++)
        {
            var head = Line(stream);
            if (head[0] != '$')
            {
                parts[i] = head[1..];
                continue;
            }

            var bulk = new byte[Number(head) + 2];
            stream.ReadExactly(bulk);
            parts[i] = Encoding.UTF8.GetString(bulk, 0, bulk.Length - 2);
        }

        return parts;
    }

    private static string Line(Stream stream)
    {
        var line = new StringBuilder();
        for (int next; (next = stream.ReadByte()) != '\r' && next >= 0;) line.Append((char)next);
        stream.ReadByte();
        return line.ToString();
    }

    private static int Number(string line) => int.Parse(line[1..], System.Globalization.CultureInfo.InvariantCulture);
}
