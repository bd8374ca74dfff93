namespace Signaling.Domain.Sdp;

/// <summary>Where one line stands in the text of a description; the text itself is kept once.</summary>
/// <param name="Start">Index of the type letter.</param>
/// <param name="Length">Characters without the line ending.</param>
/// <param name="Type">The letter before <c>=</c>.</param>
/// <param name="NameLength">For <c>a=</c> lines, the characters of the attribute's name.</param>
internal readonly record struct SdpLine(int Start, int Length, char Type, int NameLength)
{
    public ReadOnlySpan<char> ValueIn(string text) => text.AsSpan(Start + 2, Length - 2);
}
