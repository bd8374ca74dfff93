using System.Text.Encodings.Web;
using System.Text.Json;
using Signaling.Domain.Calls;

namespace Signaling.Api.Events;

/// <summary>Descriptions on their way to devices, as JSON strings, so that one that many devices get is fetched and escaped once.
/// The nonce of the entry that they come with names them: it is drawn anew for each change.</summary>
/// <param name="capacityBytes">How much is kept; the oldest goes first.</param>
internal sealed class DescriptionCache(int capacityBytes)
{
    private readonly Lock gate = new();
    private readonly Queue<(string Nonce, CallId Call, DescriptionRef Description)> byAge = new();
    private readonly Dictionary<(string Nonce, CallId Call, DescriptionRef Description), ReadOnlyMemory<byte>> kept = [];
    private int bytes;

    public ReadOnlyMemory<byte>? Find(string nonce, CallId call, DescriptionRef description)
    {
        lock (gate) return kept.TryGetValue((nonce, call, description), out var json) ? json : default(ReadOnlyMemory<byte>?);
    }

    public ReadOnlyMemory<byte> Put(string nonce, CallId call, DescriptionRef description, string sdp)
    {
        byte[] json = [(byte)'"', .. JsonEncodedText.Encode(sdp, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"'];
        lock (gate)
        {
            if (!kept.TryAdd((nonce, call, description), json)) return json;
            byAge.Enqueue((nonce, call, description));
            bytes += json.Length;
            while (bytes > capacityBytes && byAge.TryDequeue(out var oldest) && kept.Remove(oldest, out var gone)) bytes -= gone.Length;
        }

        return json;
    }
}
