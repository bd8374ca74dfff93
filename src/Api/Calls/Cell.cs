namespace Signaling.Api.Calls;

/// <summary>The cell whose store this edge uses; new calls carry its name in their id.</summary>
/// <param name="Id">1 to 16 of <c>a–z 0–9 -</c>.</param>
internal sealed record Cell(string Id);
