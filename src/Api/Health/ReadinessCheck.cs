namespace Signaling.Api.Health;

/// <summary>One thing without which this edge is of no use to a client; each that is registered is asked for <c>/healthz/ready</c>.</summary>
/// <param name="Name">Its name in the answer, in camelCase, such as <c>store</c>.</param>
/// <param name="IsUpAsync">Whether it works now. It may throw, which counts as no, and is given a second.</param>
internal sealed record ReadinessCheck(string Name, Func<CancellationToken, ValueTask<bool>> IsUpAsync);
