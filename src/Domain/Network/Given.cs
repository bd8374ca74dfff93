namespace Signaling.Domain.Network;

/// <summary>Lists as documents give them: one that is left out, or null, is empty; a null element is left out.</summary>
internal static class Given
{
    public static IReadOnlyList<T> List<T>(IReadOnlyList<T>? given) => given is null ? [] : given.Any(one => one is null) ? [.. given.Where(one => one is not null)] : given;
}
