using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Signaling.Api.Telemetry;

/// <summary>Writes each log event as a line of JSON: time, level, event, message, the ids of the request's trace and of its call, and its values.</summary>
internal sealed class JsonLogFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    /// <summary>Its name, for <c>Logging:Console:FormatterName</c>.</summary>
    public const string FormatterName = "signaling";

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("time", clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteString("level", logEntry.LogLevel.ToString().ToLowerInvariant());
            json.WriteString("event", logEntry.EventId.Name ?? logEntry.EventId.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            json.WriteString("category", logEntry.Category);
            json.WriteString("message", Redaction.Apply(logEntry.Formatter(logEntry.State, logEntry.Exception)));
            if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } span) json.WriteString("traceId", span.TraceId.ToHexString());
            WriteValues(json, logEntry.State, scopeProvider);
            if (logEntry.Exception is { } exception) json.WriteString("exception", Redaction.Apply(exception.ToString()));
            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    // A scope's values first, then the event's own; a name comes once.
    private static void WriteValues<TState>(Utf8JsonWriter json, TState state, IExternalScopeProvider? scopes)
    {
        SortedDictionary<string, string?> values = new(StringComparer.Ordinal);
        scopes?.ForEachScope(static (scope, found) => Take(found, scope), values);
        Take(values, state);
        foreach (var (name, value) in values) json.WriteString(name, value);
    }

    private static void Take(SortedDictionary<string, string?> values, object? source)
    {
        if (source is not IEnumerable<KeyValuePair<string, object?>> pairs) return;
        foreach (var (name, value) in pairs)
        {
            if (IsOurs(name)) values[JsonNamingPolicy.CamelCase.ConvertName(name)] = value is null ? null : Redaction.Apply(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "");
        }
    }

    // The framework's scopes repeat what stands above, and a request's address may hold a token.
    private static bool IsOurs(string name) => name is not ("{OriginalFormat}" or "SpanId" or "TraceId" or "ParentId" or "RequestId" or "RequestPath" or "ConnectionId"
        or "time" or "level" or "event" or "category" or "message" or "Message" or "Level" or "Event" or "Category" or "Time" or "Exception");
}
