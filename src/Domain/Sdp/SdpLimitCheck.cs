using System.Text;

namespace Signaling.Domain.Sdp;

/// <summary>Counts what a text would cost before it is parsed: one pass, no allocation.</summary>
internal static class SdpLimitCheck
{
    private const string Rule = "limits of this service";

    /// <summary>The first limit that the text breaks, or null; and its number of lines.</summary>
    public static SdpError? Check(ReadOnlySpan<char> text, SdpLimits limits, out int lines)
    {
        lines = 0;
        if (text.Length > limits.MaxBytes || Encoding.UTF8.GetByteCount(text) > limits.MaxBytes)
            return new(SdpErrorCode.SdpTooLarge, null, Rule, $"Keep the description within {limits.MaxBytes} bytes; fewer sections or codecs make it smaller.");

        int sections = 0, attributes = 0;
        while (!text.IsEmpty)
        {
            var end = text.IndexOf('\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            lines++;
            if (line.Length > limits.MaxLineLength + 1)
                return TooLarge(lines, $"Keep each line within {limits.MaxLineLength} characters.");
            if (lines > limits.MaxLines)
                return TooLarge(lines, $"Keep the description within {limits.MaxLines} lines.");
            if (line.StartsWith("a=") && ++attributes > limits.MaxAttributesPerSection)
                return TooLarge(lines, $"Keep each section within {limits.MaxAttributesPerSection} attributes.");
            if (!line.StartsWith("m=")) continue;
            attributes = 0;
            if (++sections > limits.MaxMediaSections)
                return TooLarge(lines, $"Keep the description within {limits.MaxMediaSections} media sections.");
        }

        return null;
    }

    private static SdpError TooLarge(int line, string detail) => new(SdpErrorCode.SdpTooLarge, line, Rule, detail);
}
