namespace Signaling.Domain.Calls.Storage;

/// <summary>What is kept of a request that took effect, so that its repetition gets the same answer.</summary>
/// <param name="BodyHash">The digest of the body that it came with.</param>
/// <param name="Call">The call it concerned.</param>
/// <param name="Status">The HTTP status it was answered with.</param>
/// <param name="Offer">The number of the offer it made; 0 when it made none.</param>
public sealed record RepeatedRequest(string BodyHash, CallId Call, int Status, int Offer);
