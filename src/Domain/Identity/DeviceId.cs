using System.Buffers;

namespace Signaling.Domain.Identity;

/// <summary>One browser tab or app install of a user; the header <c>Device-Id</c> names it.</summary>
public readonly record struct DeviceId(string Value) : IComparable<DeviceId>
{
    /// <summary>Longest device id, in characters.</summary>
    public const int MaxLength = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>The device of a subject that names none.</summary>
    public static DeviceId Default { get; } = new("default");

    /// <summary>Accepts 1 to 64 of <c>A–Z a–z 0–9 _ -</c>.</summary>
    public static bool TryParse(string? text, out DeviceId device)
    {
        device = new DeviceId(text ?? "");
        return text is { Length: > 0 and <= MaxLength } && !text.AsSpan().ContainsAnyExcept(Allowed);
    }

    public int CompareTo(DeviceId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}
