namespace Signaling.Api.Problems;

/// <summary>What the catalogue says about one error code: the whole of what a client can rely on, and what its reader should do.</summary>
/// <param name="Code">Stable name in snake_case; never renamed.</param>
/// <param name="Status">HTTP status, 400 to 599.</param>
/// <param name="Title">The same few words each time this code is given (RFC 9457 §3.1.3).</param>
/// <param name="Cause">What happened, in a sentence.</param>
/// <param name="Remedy">What to do about it, in a sentence; also the <c>detail</c> where nothing more exact is known.</param>
/// <param name="RetryAfterSeconds">Sent as <c>Retry-After</c> when set, in seconds.</param>
internal sealed record ErrorEntry(string Code, int Status, string Title, string Cause, string Remedy, int? RetryAfterSeconds = null)
{
    /// <summary>The problem's identifier, which resolves to its page.</summary>
    public string Type => "/problems/" + Code;
}
