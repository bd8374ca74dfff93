using System.Text.Json.Serialization;
using Signaling.Api.Problems;
using Signaling.Api.Wire;
using Signaling.Domain.Calls.History;
using Signaling.Domain.Network.Policies;

namespace Signaling.Api.Calls;

/// <summary>What has happened to a call, oldest first, as one of its participants may see it.</summary>
/// <param name="Id">The call.</param>
/// <param name="Entries">At most 320 lines; of a call with more, the first 32 events and the newest are kept.</param>
public sealed record TimelineResponse(string Id, IReadOnlyList<TimelineEntryResponse> Entries);

/// <summary>One thing that has happened.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What: <c>invited</c>, <c>answered</c>, <c>candidates_removed</c>, <c>ended</c> and so on.</param>
/// <param name="By">Who, and on which device; null where time did it.</param>
/// <param name="Facts">What more there is to say, by name.</param>
/// <param name="Candidates">The candidates that it is about.</param>
/// <param name="MoreCandidates">How many more there were.</param>
public sealed record TimelineEntryResponse(
    DateTimeOffset At,
    string Kind,
    Party? By,
    IReadOnlyDictionary<string, string> Facts,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TimelineCandidateResponse>? Candidates = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int MoreCandidates = 0)
{
    internal static TimelineEntryResponse Of(TimelineEntry line) => new(
        line.At, Problem.CodeOf(line.Kind), line.By is { } user ? new Party(user.Value, line.Device?.Value) : null, line.Facts,
        line.Candidates.IsEmpty ? null : [.. line.Candidates.Select(TimelineCandidateResponse.Of)], line.MoreCandidates);
}

/// <summary>A candidate in a timeline.</summary>
/// <param name="Type"><c>host</c>, <c>srflx</c>, <c>prflx</c> or <c>relay</c>.</param>
/// <param name="Transport"><c>udp</c> or <c>tcp</c>.</param>
/// <param name="Address">Its address; only for whose candidate it is.</param>
/// <param name="Port">Its port; likewise.</param>
/// <param name="Rule">The rule that it met.</param>
public sealed record TimelineCandidateResponse(
    string Type, string Transport,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Address,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Port,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RuleResponse? Rule)
{
    internal static TimelineCandidateResponse Of(TimelineCandidate one) => new(one.Type, one.Transport, one.Address, one.Port, one.Rule is { } rule ? RuleResponse.Of(rule) : null);
}

/// <summary>A rule of a network that a candidate has met.</summary>
/// <param name="Name">Its name, in snake_case.</param>
/// <param name="Entry">Its number in docs/call-flows.md.</param>
/// <param name="Reason">Why there is such a rule.</param>
public sealed record RuleResponse(string Name, int Entry, string Reason)
{
    internal static RuleResponse Of(PolicyRule rule) => new(Problem.CodeOf(rule), rule.Entry(), rule.Reason());
}
