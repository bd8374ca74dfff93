namespace Signaling.Api.OpenApi;

/// <summary>A refusal or failure (RFC 9457). Decide by <c>code</c>, which is never renamed; show or log <c>detail</c>.</summary>
/// <param name="Type">Address of the code's page.</param>
/// <param name="Title">The same few words each time.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">What went wrong, in snake_case; docs/errors.md lists all.</param>
/// <param name="Detail">What to do about it, in this very case.</param>
/// <param name="TraceId">Under this id it stands in the logs.</param>
/// <param name="Line">For session descriptions: the line at fault, from 1.</param>
/// <param name="Rule">For session descriptions: the rule that was broken, with its RFC section.</param>
/// <param name="Participant">For route plans: whose affair it is.</param>
/// <param name="Errors">With <c>network_invalid</c>: every fault of the document.</param>
/// <param name="CallId">With <c>glare</c>: the call that stands; answer that one.</param>
internal sealed record ProblemResponse(
    string Type, string Title, int Status, string Code, string Detail, string TraceId, int? Line = null, string? Rule = null, string? CallId = null,
    string? Participant = null, IReadOnlyList<DocumentFault>? Errors = null);

/// <summary>One fault of a document.</summary>
/// <param name="Path">Where, such as <c>customerNetworks[0].vpnPrefixes[1]</c>.</param>
/// <param name="Code">What, in snake_case.</param>
/// <param name="Detail">What to do about it.</param>
/// <param name="Rule">The rule behind it, as docs/call-flows.md lists them.</param>
internal sealed record DocumentFault(string Path, string Code, string Detail, int? Rule);
