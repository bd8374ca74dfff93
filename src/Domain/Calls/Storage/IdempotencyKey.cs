namespace Signaling.Domain.Calls.Storage;

/// <summary>Names one request of one user, however often it is sent.</summary>
/// <param name="Scope">A digest of tenant, user, method, path and the key that the client chose; safe to be part of a store's key.</param>
/// <param name="BodyHash">A digest of the body: another body under the same key is another request, and refused.</param>
public sealed record IdempotencyKey(string Scope, string BodyHash);
