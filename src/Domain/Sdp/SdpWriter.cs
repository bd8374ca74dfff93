using System.Text;

namespace Signaling.Domain.Sdp;

/// <summary>Gives a description back as text.</summary>
public static class SdpWriter
{
    /// <summary>The original text, byte for byte: unknown lines, their order and the line endings included.</summary>
    public static string Write(SessionDescription description) => description.Text;

    /// <summary>The text without the chosen candidate lines; the same string if none was chosen.</summary>
    internal static string WithoutCandidates(
        SessionDescription description, ReadOnlySpan<SdpLine> lines, Func<IceCandidate, bool> removed)
    {
        StringBuilder? kept = null;
        var copied = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            var attribute = new AttributeLine(description.Text, lines[i], i + 1);
            if (lines[i].Type != 'a' || attribute.Name is not "candidate") continue;
            if (!IceCandidate.TryParse(attribute.Value, out var candidate, out _) || !removed(candidate)) continue;
            kept ??= new(description.Text.Length);
            kept.Append(description.Text, copied, lines[i].Start - copied);
            copied = EndOf(lines[i], description.Text);
        }

        return kept is null ? description.Text : kept.Append(description.Text, copied, description.Text.Length - copied).ToString();
    }

    private static int EndOf(SdpLine line, string text)
    {
        var newline = text.IndexOf('\n', line.Start);
        return newline < 0 ? text.Length : newline + 1;
    }
}
