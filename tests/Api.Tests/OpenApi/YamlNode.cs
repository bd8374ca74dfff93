namespace Signaling.Api.Tests.OpenApi;

/// <summary>A YAML file of the plain kind that we write: nested mappings, lists of names in brackets, scalars.</summary>
internal sealed class YamlNode
{
    private readonly Dictionary<string, YamlNode> members = new(StringComparer.Ordinal);

    private string Scalar { get; init; } = "";

    /// <summary>The member of a mapping; fails when there is none.</summary>
    public YamlNode this[string name] => members.TryGetValue(name, out var member) ? member : throw new KeyNotFoundException($"{name} is not there, only {string.Join(", ", members.Keys)}.");

    public IEnumerable<string> Names => members.Keys;

    /// <summary>The entries of a list in brackets, in order of the alphabet.</summary>
    public IEnumerable<string> Items => Scalar.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);

    public bool Has(string name) => members.ContainsKey(name);

    public static YamlNode Read(string text)
    {
        var root = new YamlNode();
        Stack<(int Indent, YamlNode Node)> open = new([(-1, root)]);
        foreach (var line in text.Split('\n'))
        {
            var indent = line.Length - line.TrimStart().Length;
            var trimmed = line.Trim();
            // What a folded text says, and entries of lists, are of no interest here.
            if (trimmed.Length == 0 || trimmed[0] is '#' or '-' || trimmed.IndexOf(':') is var colon && (colon < 1 || (colon + 1 < trimmed.Length && trimmed[colon + 1] != ' ') || trimmed.AsSpan(0, colon).Contains(' '))) continue;
            while (open.Peek().Indent >= indent) open.Pop();
            var node = new YamlNode { Scalar = trimmed[(colon + 1)..].Trim() };
            open.Peek().Node.members[trimmed[..colon]] = node;
            open.Push((indent, node));
        }

        return root;
    }
}
