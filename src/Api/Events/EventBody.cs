using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Signaling.Api.Calls;
using Signaling.Api.Problems;
using Signaling.Domain.Calls;
using Signaling.Domain.Identity;
using Signaling.Domain.Quality;
using Signaling.Domain.Sdp;

namespace Signaling.Api.Events;

/// <summary>Writes events as inboxes hold them: the wire's JSON without cursor, time and description, which delivery puts in.</summary>
internal static class EventBody
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The event that tells <paramref name="notice"/>.</summary>
    public static ReadOnlyMemory<byte> Of(string id, CallId call, NoticeData notice) => Write(id, notice.Type, call, json => WriteData(json, notice));

    /// <summary>The event that gives the other side candidates.</summary>
    public static ReadOnlyMemory<byte> Candidates(string id, CallId call, Actor from, int offer, CandidateBatch batch)
    {
        var (start, end, endComplete) = CandidatesAround(id, call, from, offer);
        return (byte[])[.. start.Span, .. batch.Json.Span, .. (batch.Complete ? endComplete : end).Span];
    }

    /// <summary>The same around candidates that only the store knows.</summary>
    public static (ReadOnlyMemory<byte> Start, ReadOnlyMemory<byte> End, ReadOnlyMemory<byte> EndComplete) CandidatesAround(string id, CallId call, Actor from, int offer)
    {
        var whole = Write(id, "call.candidates", call, json =>
        {
            WriteParty(json, "from", from.User, from.Device);
            json.WriteNumber("offer", offer);
            json.WriteStartArray("candidates");
            json.WriteEndArray();
        });
        var start = whole[..^3]; // all but the array's end and the two objects'
        return (start, "],\"endOfCandidates\":false}}"u8.ToArray(), "],\"endOfCandidates\":true}}"u8.ToArray());
    }

    private static ReadOnlyMemory<byte> Write(string id, string type, CallId call, Action<Utf8JsonWriter> data)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("type", type);
        json.WriteString("callId", call.Value);
        json.WriteStartObject("data");
        data(json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteData(Utf8JsonWriter json, NoticeData notice)
    {
        switch (notice)
        {
            case NoticeData.Incoming e:
                WriteParty(json, "from", e.From.User, e.From.Device);
                json.WriteString("to", e.To.Value);
                json.WriteStartObject("media");
                json.WriteBoolean("recording", e.Media.Recording);
                json.WriteBoolean("transcription", e.Media.Transcription);
                json.WriteEndObject();
                if (e.RedirectedBy is { } by) WriteParty(json, "redirectedBy", by);
                break;
            case NoticeData.Rang e:
                WriteParty(json, "by", e.By.User, e.By.Device);
                break;
            case NoticeData.Answered e:
                WriteParty(json, "by", e.By.User, e.By.Device);
                WriteNegotiated(json, e.Negotiated);
                break;
            case NoticeData.Offered e:
                json.WriteNumber("number", e.Number);
                WriteParty(json, "by", e.By);
                break;
            case NoticeData.Renegotiated e:
                json.WriteNumber("number", e.Number);
                json.WriteString("outcome", Problem.CodeOf(e.Outcome));
                WriteParty(json, "by", e.By);
                if (e.Negotiated is { } media) WriteNegotiated(json, media);
                break;
            case NoticeData.Held e:
                WriteParty(json, "by", e.By);
                break;
            case NoticeData.Resumed e:
                WriteParty(json, "by", e.By);
                break;
            case NoticeData.PeerReconnecting e:
                json.WriteString("state", e.IsBack ? "back" : "reconnecting");
                WriteParty(json, "by", e.By);
                break;
            case NoticeData.Message e:
                WriteParty(json, "from", e.From);
                json.WriteString("text", e.Text);
                break;
            case NoticeData.Transferring e:
                WriteParty(json, "by", e.By);
                json.WriteString("to", e.To.Value);
                break;
            case NoticeData.MediaPath e:
                WriteParty(json, "by", e.By.User, e.By.Device);
                json.WriteString("state", JsonNamingPolicy.CamelCase.ConvertName(e.State.ToString()));
                WritePath(json, e.Path);
                json.WriteStartArray("flows");
                foreach (var flow in e.Flows) json.WriteStringValue(flow);
                json.WriteEndArray();
                if (e.AsExpected is { } expected) json.WriteBoolean("asExpected", expected);
                json.WriteString("summary", e.Summary);
                break;
            case NoticeData.Candidates e:
                WriteParty(json, "from", e.From.User, e.From.Device);
                json.WriteNumber("offer", e.Offer);
                json.WritePropertyName("candidates");
                json.WriteRawValue((byte[])[(byte)'[', .. CandidateReader.Write(e.Sent).Span, (byte)']'], skipInputValidation: true);
                json.WriteBoolean("endOfCandidates", e.Complete);
                break;
            case NoticeData.Ended e:
                json.WriteString("reason", Problem.CodeOf(e.Reason));
                if (e.Rejection is { } rejection) json.WriteString("rejection", Problem.CodeOf(rejection));
                WriteParty(json, "by", e.By);
                break;
            default:
                throw new NotSupportedException($"{notice.Type} has no wire form.");
        }
    }

    private static void WritePath(Utf8JsonWriter json, MediaPath? path)
    {
        if (path is null)
        {
            json.WriteNull("path");
            return;
        }

        json.WriteStartObject("path");
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(path.Kind.ToString()));
        if (path.Transport is { } transport) json.WriteString("transport", JsonNamingPolicy.CamelCase.ConvertName(transport.ToString()));
        if (path.Local is { } local) json.WriteString("local", JsonNamingPolicy.CamelCase.ConvertName(local.ToString()));
        if (path.Remote is { } remote) json.WriteString("remote", JsonNamingPolicy.CamelCase.ConvertName(remote.ToString()));
        if (path.RelayHost is { } relay) json.WriteString("relay", relay);
        if (path.RoundTripMilliseconds is { } roundTrip) json.WriteNumber("roundTripMilliseconds", roundTrip);
        json.WriteEndObject();
    }

    private static void WriteNegotiated(Utf8JsonWriter json, ImmutableArray<NegotiatedMedia> media)
    {
        json.WriteStartObject("negotiated");
        json.WriteStartArray("media");
        foreach (var section in media)
        {
            json.WriteStartObject();
            json.WriteString("kind", section.Kind);
            json.WriteString("direction", section.Direction);
            json.WriteStartArray("codecs");
            foreach (var codec in section.Codecs) json.WriteStringValue(codec);
            json.WriteEndArray();
            json.WriteString("protocol", section.Protocol);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Null where time did it.
    private static void WriteParty(Utf8JsonWriter json, string name, UserId? user, DeviceId? device = null)
    {
        if (user is not { } named)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("user", named.Value);
        if (device is { } on) json.WriteString("device", on.Value);
        json.WriteEndObject();
    }
}
