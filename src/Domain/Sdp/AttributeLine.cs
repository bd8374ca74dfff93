namespace Signaling.Domain.Sdp;

/// <summary>One <c>a=</c> line, as a view on the description's text: <c>a=name</c> or <c>a=name:value</c> (RFC 8866 §5.13).</summary>
public readonly struct AttributeLine
{
    private readonly string? text;
    private readonly SdpLine line;

    internal AttributeLine(string text, SdpLine line, int number) => (this.text, this.line, Line) = (text, line, number);

    /// <summary>Whether the attribute was found at all.</summary>
    public bool Exists => text is not null;

    /// <summary>The line's number, from 1; 0 if it does not exist.</summary>
    public int Line { get; }

    /// <summary>The name, case-sensitive.</summary>
    public ReadOnlySpan<char> Name => text.AsSpan(line.Start + 2, line.NameLength);

    /// <summary>What follows the colon; empty for a property attribute.</summary>
    public ReadOnlySpan<char> Value => line.Length > line.NameLength + 3
        ? text.AsSpan(line.Start + line.NameLength + 3, line.Length - line.NameLength - 3)
        : default;
}
