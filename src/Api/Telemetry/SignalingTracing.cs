using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Signaling.Api.Telemetry;

/// <summary>Spans of this edge: the source <c>Signaling</c>. A request's span is the framework's; store and push stand below it, on whichever edge they happen.</summary>
internal static class SignalingTracing
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "Signaling";

    private const char Mark = 'T';
    private const int TraceBytes = 16, SpanBytes = 8, RandomBytes = 4;
    private const int NonceBytes = TraceBytes + SpanBytes + RandomBytes;

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins a step at the store, below what is going on; null when nobody traces.</summary>
    public static Activity? StartStore(string operation) => Source.StartActivity("store " + operation, ActivityKind.Client);

    /// <summary>Begins the push of an event, below the commit that wrote it, wherever that was; null when nobody traces.</summary>
    /// <param name="nonce">The nonce of its inbox entry.</param>
    public static Activity? StartPush(string nonce) =>
        Source.HasListeners() && ReadNonce(nonce) is { } parent ? Source.StartActivity("push", ActivityKind.Producer, parent) : null;

    /// <summary>A nonce for the entries of a commit that tells later readers the span it was made in; null when that is not traced.</summary>
    /// <remarks>It travels with the entry to every edge, so the trace needs no field of its own.</remarks>
    public static string? CreateNonce()
    {
        if (Activity.Current is not { Recorded: true, IdFormat: ActivityIdFormat.W3C } now) return null;
        Span<byte> bytes = stackalloc byte[NonceBytes];
        now.TraceId.CopyTo(bytes[..TraceBytes]);
        now.SpanId.CopyTo(bytes.Slice(TraceBytes, SpanBytes));
        RandomNumberGenerator.Fill(bytes[(TraceBytes + SpanBytes)..]); // a span's id comes once, but a span may commit again
        return Mark + Base64Url.EncodeToString(bytes);
    }

    private static ActivityContext? ReadNonce(string nonce)
    {
        Span<byte> bytes = stackalloc byte[NonceBytes];
        return nonce.Length == Base64Url.GetEncodedLength(NonceBytes) + 1 && nonce[0] == Mark
            && Base64Url.TryDecodeFromChars(nonce.AsSpan(1), bytes, out var length) && length == NonceBytes
            ? new(ActivityTraceId.CreateFromBytes(bytes[..TraceBytes]), ActivitySpanId.CreateFromBytes(bytes.Slice(TraceBytes, SpanBytes)), ActivityTraceFlags.Recorded, isRemote: true)
            : null;
    }
}
