using System.Text;
using System.Text.RegularExpressions;

namespace Signaling.Api.Tests.Docs;

/// <summary>One Markdown page of the repository, as far as it can be right or wrong.</summary>
internal sealed partial record Page(string Path, string Text)
{
    private static readonly string[] NotOurs = ["node_modules", "bin", "obj", "artifacts", "dist", "wwwroot", ".git"];

    /// <summary>Every page, by its path from the root.</summary>
    public static IReadOnlyDictionary<string, Page> All { get; } = Find(new DirectoryInfo(Repository.Root))
        .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
        .ToDictionary(path => path, path => new Page(path, Repository.Read(path)), StringComparer.Ordinal);

    /// <summary>The targets of its links and images that stay within the repository.</summary>
    public IEnumerable<string> Links =>
        Link().Matches(Prose).Select(match => match.Groups[1].Value).Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal));

    /// <summary>What stands in `backticks`.</summary>
    public IEnumerable<string> Words => Word().Matches(Prose).Select(match => match.Groups[1].Value);

    /// <summary>The settings that it sets as variables, in examples too: <c>Redis__Endpoints=…</c>.</summary>
    public IEnumerable<string> Variables => Variable().Matches(Text).Select(match => match.Groups[1].Value);

    /// <summary>The refusals that it tells with their status: <c>422 `srtp_required`</c>.</summary>
    public IEnumerable<(int Status, string Code)> Refusals => Refusal().Matches(Prose).Select(match => (int.Parse(match.Groups[1].Value), match.Groups[2].Value));

    /// <summary>The anchors of its headings: lower case, blanks to hyphens, without other marks.</summary>
    public IReadOnlySet<string> Anchors => Heading().Matches(Prose).Select(match => AnchorOf(match.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);

    private string Prose => Fenced().Replace(Text, "");

    private static string AnchorOf(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var letter in LinkText().Replace(heading, "$1").ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter) || letter is '-' or '_') anchor.Append(letter);
            else if (letter == ' ') anchor.Append('-');
        }

        return anchor.ToString();
    }

    private static IEnumerable<string> Find(DirectoryInfo folder) => folder.EnumerateDirectories()
        .Where(inner => !NotOurs.Contains(inner.Name)).SelectMany(Find).Concat(folder.EnumerateFiles("*.md").Select(file => file.FullName));

    [GeneratedRegex(@"^ *```[\s\S]*?^ *```$", RegexOptions.Multiline)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"\]\(([^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\[(.*?)\]\(.*?\)")]
    private static partial Regex LinkText();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b([A-Z]\w*?__\w+)(?==|: )")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\b([45]\d\d) `([a-z_]+)`")]
    private static partial Regex Refusal();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
