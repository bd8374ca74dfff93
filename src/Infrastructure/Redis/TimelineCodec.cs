using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Signaling.Domain.Calls.History;
using Signaling.Domain.Identity;
using Signaling.Domain.Network.Policies;

namespace Signaling.Infrastructure.Redis;

/// <summary>Writes lines of a call's timeline as JSON and reads them back: a field for each event that has lines, and one for each note beside them.</summary>
internal static class TimelineCodec
{
    private const string Line = "line.", Note = "note.";

    /// <summary>The field of an event's lines.</summary>
    public static string FieldOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{Line}{number}");

    /// <summary>Whether a field holds lines.</summary>
    public static bool IsLine(string field) => field.StartsWith(Line, StringComparison.Ordinal) || (field.StartsWith(Note, StringComparison.Ordinal) && field.Length > Note.Length);

    public static byte[] Write(IEnumerable<TimelineEntry> lines) => JsonSerializer.SerializeToUtf8Bytes([.. lines.Select(Write)], TimelineJson.Default.LineStateArray);

    public static IEnumerable<TimelineEntry> Read(byte[] json) => JsonSerializer.Deserialize(json, TimelineJson.Default.LineStateArray)!.Select(Read);

    private static LineState Write(TimelineEntry line) => new(
        line.Number, line.At, line.Kind, line.By?.Value, line.Device?.Value,
        line.Facts.IsEmpty ? null : line.Facts.ToDictionary(),
        line.Candidates.IsEmpty ? null : [.. line.Candidates.Select(one => new TimelineCandidateState(one.Type, one.Transport, one.Address, one.Port, one.Rule))],
        line.MoreCandidates);

    private static TimelineEntry Read(LineState state) => new(
        state.Number, state.At, state.Kind, state.By is { } user ? new UserId(user) : null, state.Device is { } device ? new DeviceId(device) : null)
    {
        Facts = (state.Facts ?? []).ToImmutableSortedDictionary(StringComparer.Ordinal),
        Candidates = [.. (state.Candidates ?? []).Select(one => new TimelineCandidate(one.Type, one.Transport, one.Address, one.Port, one.Rule))],
        MoreCandidates = state.More,
    };
}

/// <summary><see cref="TimelineEntry"/> as it is stored.</summary>
internal sealed record LineState(
    int Number, DateTimeOffset At, TimelineKind Kind, string? By, string? Device, Dictionary<string, string>? Facts, TimelineCandidateState[]? Candidates, int More);

/// <summary><see cref="TimelineCandidate"/> as it is stored.</summary>
internal sealed record TimelineCandidateState(string Type, string Transport, string? Address, int? Port, PolicyRule? Rule);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(LineState[]))]
internal sealed partial class TimelineJson : JsonSerializerContext;
