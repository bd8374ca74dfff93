using System.Text;

namespace Signaling.Domain.Network.Import;

/// <summary>A table as spreadsheets write it (RFC 4180): quoted fields, doubled quotes, line breaks of every kind, a byte order mark; commas, semicolons or tabs
/// between fields, whichever the first line has.</summary>
public static class CsvTable
{
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create(",;\t\"\r\n");

    private const int MaxFieldLength = 1024, MaxColumns = 32;

    /// <summary>Reads a table. Empty lines are left out.</summary>
    /// <param name="maxLines">Lines that are read at most, the first included.</param>
    /// <param name="wrong">What is wrong, by line; empty on success.</param>
    public static IReadOnlyList<CsvLine> Read(string text, int maxLines, out IReadOnlyList<ImportError> wrong)
    {
        List<CsvLine> lines = [];
        List<ImportError> found = [];
        wrong = found;
        var at = text.StartsWith('\ufeff') ? 1 : 0;
        var separator = SeparatorOf(text.AsSpan(at));
        for (var number = 1; at < text.Length;)
        {
            var first = number;
            if (ReadLine(text, separator, ref at, ref number, out var fields) is { } error)
            {
                found.Add(new(first, null, NetworkErrorCode.CsvInvalid, error));
                return lines; // where the next line begins is anyone's guess
            }

            if (fields is [""]) continue;
            if (lines.Count == maxLines)
            {
                found.Add(new(first, null, NetworkErrorCode.TooMany, $"There may be at most {maxLines - 1} lines below the first."));
                return lines;
            }

            lines.Add(new(first, fields));
        }

        return lines;
    }

    /// <summary>A field as <see cref="Read"/> reads it.</summary>
    public static string Write(string field) =>
        field.AsSpan().ContainsAny(Special) || field.StartsWith('\ufeff') ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    private static char SeparatorOf(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny('\r', '\n');
        var head = end < 0 ? text : text[..end];
        return head.Contains(',') ? ',' : head.Contains(';') ? ';' : head.Contains('\t') ? '\t' : ',';
    }

    private static string? ReadLine(string text, char separator, ref int at, ref int number, out IReadOnlyList<string> fields)
    {
        List<string> read = [];
        fields = read;
        while (true)
        {
            if (ReadField(text, separator, ref at, ref number, out var field) is { } error) return error;
            if (read.Count == MaxColumns) return $"A line has at most {MaxColumns} fields.";
            read.Add(field.Trim());
            if (at >= text.Length) return null;
            var next = text[at++];
            if (next == separator)
            {
                if (at < text.Length) continue;
                read.Add("");
                return null;
            }

            if (next == '\r' && at < text.Length && text[at] == '\n') at++;
            number++;
            return null;
        }
    }

    // Leaves `at` on the separator or line break behind the field, or at the end.
    private static string? ReadField(string text, char separator, ref int at, ref int number, out string field)
    {
        var read = new StringBuilder();
        field = "";
        while (at < text.Length && text[at] == ' ') at++;
        var quoted = at < text.Length && text[at] == '"';
        if (quoted) at++;
        for (; ; at++)
        {
            if (read.Length > MaxFieldLength) return $"A field has at most {MaxFieldLength} characters.";
            if (at >= text.Length)
            {
                if (quoted) return "A field begins with a quote and does not end with one.";
                break;
            }

            var character = text[at];
            if (!quoted)
            {
                if (character == separator || character is '\r' or '\n') break;
                if (character == '"') return "A quote stands inside a field without quotes; quote the field, and double the quotes in it.";
            }
            else if (character == '"')
            {
                at++;
                if (at >= text.Length || text[at] != '"')
                {
                    while (at < text.Length && text[at] == ' ') at++;
                    if (at < text.Length && text[at] != separator && text[at] is not ('\r' or '\n')) return "Something stands behind the closing quote of a field.";
                    break;
                }
            }
            else if (character == '\n') number++;

            read.Append(character);
        }

        field = read.ToString();
        return null;
    }
}

/// <summary>One line of a table.</summary>
/// <param name="Number">Where it begins, from 1.</param>
/// <param name="Fields">What it says, without blanks around.</param>
public sealed record CsvLine(int Number, IReadOnlyList<string> Fields);

/// <summary>One thing wrong in a table.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column's name; null for the whole line.</param>
/// <param name="Code">What.</param>
/// <param name="Detail">What to do about it.</param>
public sealed record ImportError(int Line, string? Column, NetworkErrorCode Code, string Detail);
