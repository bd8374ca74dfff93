namespace Signaling.Api.Transport;

/// <summary>What a bucket says to one request.</summary>
/// <param name="Allowed">Whether the request may go on.</param>
/// <param name="Limit">What the bucket holds when full.</param>
/// <param name="Remaining">Requests that would be allowed right now.</param>
/// <param name="FullInSeconds">Until the bucket is full again, rounded up.</param>
/// <param name="RetryInSeconds">Until the next request would be allowed, rounded up; 0 when one is.</param>
internal readonly record struct Allowance(bool Allowed, int Limit, int Remaining, int FullInSeconds, int RetryInSeconds);
