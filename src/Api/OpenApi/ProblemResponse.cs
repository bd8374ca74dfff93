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
/// <param name="CallId">With <c>glare</c>: the call that stands; answer that one.</param>
internal sealed record ProblemResponse(
    string Type, string Title, int Status, string Code, string Detail, string TraceId, int? Line = null, string? Rule = null, string? CallId = null);
