namespace Signaling.Domain.Network.Endpoints;

/// <summary>One line of the catalogue: a host or ranges, a protocol and ports (CALL-FLOWS #161).</summary>
/// <param name="Category">What it is for.</param>
/// <param name="Protocol">How it is reached.</param>
/// <param name="Host">Its name or address; null where only ranges are known.</param>
/// <param name="Addresses">Ranges in which its addresses lie; empty where the name says it all.</param>
/// <param name="Ports">Destination ports; empty where they are not known.</param>
/// <param name="Region">The region it stands in, if it has one.</param>
/// <param name="Required">Whether calls cannot do without it.</param>
/// <param name="Purpose">What goes there, in words.</param>
public sealed record EndpointEntry(
    TrafficCategory Category, PerimeterProtocol Protocol, string? Host, IReadOnlyList<string> Addresses, IReadOnlyList<int> Ports, string? Region, bool Required, string Purpose)
{
    /// <summary>What tells it from others, and stays when only words change.</summary>
    public string Key => $"{Category} {Protocol} {Host} {string.Join(',', Addresses)} {string.Join(',', Ports)} {Required}";
}
