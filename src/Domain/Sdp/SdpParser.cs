using System.Diagnostics.CodeAnalysis;

namespace Signaling.Domain.Sdp;

/// <summary>Reads session descriptions by RFC 8866, as browsers, media servers and phones write them.</summary>
/// <remarks>
/// Before the first section the order of RFC 8866 §5 is held: <c>v o s [i] [u] e* p* [c] b* (t r*)+ [z] [k] a*</c>. Inside a section the
/// lines <c>i c b k a</c> may come in any order. Lines of unknown letters are kept anywhere after <c>s=</c>. Endings may be CRLF or LF,
/// also mixed, and may be missing after the last line. Time is linear in the text.
/// </remarks>
public static class SdpParser
{
    private const string SessionOrder = "vosiuepcbtzka", Repeatable = "epbta", InSection = "icbka";
    private const int Timing = 9; // t= in SessionOrder

    /// <summary>Parses a text within limits; a refusal is <c>SdpInvalid</c> or <c>SdpTooLarge</c> with its line.</summary>
    public static bool TryParse(
        ReadOnlySpan<char> text, SdpLimits limits,
        [NotNullWhen(true)] out SessionDescription? description, [NotNullWhen(false)] out SdpError? error)
    {
        description = null;
        error = SdpLimitCheck.Check(text, limits, out var lines);
        return error is null && TryParseLines(text.ToString(), lines, out description, out error);
    }

    /// <summary>The same for a string, which becomes the description's text without a copy.</summary>
    public static bool TryParse(
        string text, SdpLimits limits,
        [NotNullWhen(true)] out SessionDescription? description, [NotNullWhen(false)] out SdpError? error)
    {
        description = null;
        error = SdpLimitCheck.Check(text, limits, out var lines);
        return error is null && TryParseLines(text, lines, out description, out error);
    }

    /// <summary>Reads again what was valid before some candidate lines were taken out.</summary>
    internal static SessionDescription Reparse(string text) =>
        TryParseLines(text, text.Count('\n') + 1, out var description, out _) ? description : throw new InvalidOperationException("A valid description cannot lose its validity with a candidate.");

    private static bool TryParseLines(
        string text, int maxLines,
        [NotNullWhen(true)] out SessionDescription? description, [NotNullWhen(false)] out SdpError? error)
    {
        var lines = new SdpLine[maxLines];
        int count = 0, sections = 0, position = 0;
        var order = -1;
        description = null;
        while (position < text.Length)
        {
            var length = text.AsSpan(position).IndexOf('\n');
            var next = length < 0 ? text.Length : position + length + 1;
            var line = text.AsSpan(position, (length < 0 ? text.Length : position + length) - position);
            if (line.EndsWith('\r')) line = line[..^1];
            if (line.IsEmpty && text.AsSpan(position).IndexOfAnyExcept('\r', '\n') < 0) break; // blank lines at the end harm nobody
            error = ShapeFault(line, count + 1) ?? OrderFault(line[0], count + 1, sections > 0, ref order);
            if (error is null && SdpLineGrammar.Fault(line[0], line[2..]) is var (rule, detail)) error = Invalid(count + 1, rule, detail);
            if (error is not null) return false;
            if (line[0] == 'm') sections++;
            lines[count++] = new(position, line.Length, line[0], line[0] == 'a' ? SdpLineGrammar.NameOf(line[2..]).Length : 0);
            position = next;
        }

        error = sections == 0 ? Missing(order, Math.Max(count, 1)) : null;
        if (error is null) description = new(text, lines, count, sections);
        return error is null;
    }

    private static SdpError? ShapeFault(ReadOnlySpan<char> line, int number) =>
        line.Length < 2 || line[1] != '=' || !char.IsAsciiLetter(line[0])
            ? Invalid(number, "RFC 8866 §5", "Write each line as <letter>=<value>, without blank lines between.")
        : line.ContainsAny('\0', '\r') || !IsWellFormed(line)
            ? Invalid(number, "RFC 8866 §5", "Take out NUL, lone carriage returns and broken Unicode.")
        : null;

    // A lone surrogate cannot be written as UTF-8, so the text could not be given back byte for byte.
    private static bool IsWellFormed(ReadOnlySpan<char> line)
    {
        for (var at = line.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0; at = line.IndexOfAnyInRange('\uD800', '\uDFFF'))
        {
            if (at + 1 >= line.Length || !char.IsSurrogatePair(line[at], line[at + 1])) return false;
            line = line[(at + 2)..];
        }

        return true;
    }

    private static SdpError? OrderFault(char type, int number, bool inSection, ref int order)
    {
        if (number <= 3 && type != SessionOrder[number - 1]) return Missing(number - 2, number);
        if (type == 'm') return inSection ? null : Missing(order, number);
        if (inSection && SessionOrder.Contains(type, StringComparison.Ordinal) && !InSection.Contains(type, StringComparison.Ordinal))
            return Invalid(number, "RFC 8866 §5", $"Move {type}= before the first m= line.");
        if (type == 'r') return order == Timing && !inSection ? null : Invalid(number, "RFC 8866 §5.10", "Put r= right after its t= line.");
        var rank = SessionOrder.IndexOf(type, StringComparison.Ordinal);
        if (rank < 0 || inSection) return null;
        if (rank > Timing && order < Timing) return Missing(order, number);
        if (rank < order || (rank == order && !Repeatable.Contains(type, StringComparison.Ordinal)))
            return Invalid(number, "RFC 8866 §5", $"Put {type}= once and in its place: v o s i u e p c b t r z k a.");
        order = rank;
        return null;
    }

    /// <summary>Names the first line that is required and was not there by now.</summary>
    private static SdpError? Missing(int order, int number) => order switch
    {
        < 0 => Invalid(number, "RFC 8866 §5.1", "Begin with v=0."),
        0   => Invalid(number, "RFC 8866 §5.2", "Let o= follow v=0."),
        1   => Invalid(number, "RFC 8866 §5.3", "Let s= follow o=, for example s=-."),
        < Timing => Invalid(number, "RFC 8866 §5.9", "Add t=0 0 before the attributes and sections."),
        _   => null,
    };

    private static SdpError Invalid(int line, string rule, string detail) => new(SdpErrorCode.SdpInvalid, line, rule, detail);
}
