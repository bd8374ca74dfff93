using System.Text.Json.Serialization;
using Signaling.Api.Calls;

namespace Signaling.Api.Events;

/// <summary>What an edge says about a connection rather than about a call. It has no cursor and is never stored.</summary>
/// <param name="Type"><c>attached</c>, <c>resync</c>, <c>drain</c>, <c>replaced</c>, <c>tokenExpiring</c> or <c>closed</c>.</param>
/// <param name="Cursor">Where the device stands now; with <c>attached</c> and <c>resync</c>.</param>
/// <param name="ActiveCalls">The user's open calls, with <c>resync</c> and on a first attach: read each anew.</param>
/// <param name="Reason">Why, with <c>closed</c>.</param>
public sealed record ControlMessage(
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cursor = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<CallResponse>? ActiveCalls = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null)
{
    internal static ControlMessage Drain { get; } = new("drain");

    internal static ControlMessage Replaced { get; } = new("replaced");

    internal static ControlMessage TokenExpiring { get; } = new("tokenExpiring");

    internal static ControlMessage Closed(string reason) => new("closed", Reason: reason);
}
