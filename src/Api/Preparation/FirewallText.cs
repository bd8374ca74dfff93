using System.Globalization;
using System.Text;

namespace Signaling.Api.Preparation;

/// <summary>Firewall rules as people read them and as tables hold them.</summary>
internal static class FirewallText
{
    private static readonly string[] Columns = ["action", "network", "protocol", "from", "to", "ports", "flow", "segment", "required", "purpose", "rule"];

    /// <summary>One line a rule, under a line for each network.</summary>
    public static string Lines(FirewallRulesResponse answer)
    {
        var text = new StringBuilder($"# Firewall rules for {answer.Network}, profile {answer.Profile}; hosts of this {answer.Source}. Required ones are marked *.\n");
        foreach (var network in answer.Rules.GroupBy(rule => rule.Network))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n# {OneLine(network.Key)}\n");
            foreach (var rule in network) text.Append(CultureInfo.InvariantCulture, $"{(rule.Required ? '*' : ' ')} {Name(rule.Action),-18} {rule.Protocol,-4} {string.Join(',', rule.From),-24} -> {string.Join(',', rule.To),-32} {rule.Ports,-12} # flow {rule.Flow}: {OneLine(rule.Purpose)}\n");
        }

        foreach (var missing in answer.Missing) text.Append(CultureInfo.InvariantCulture, $"\n# missing: {missing.Name}. {missing.Consequence}");
        return text.Append(answer.Missing.Count > 0 ? "\n" : "").ToString();
    }

    /// <summary>A row a rule.</summary>
    public static IEnumerable<IReadOnlyList<string>> Table(FirewallRulesResponse answer) =>
    [
        Columns,
        .. answer.Rules.Select(rule => (IReadOnlyList<string>)
        [
            rule.Action, rule.Network, rule.Protocol, string.Join(' ', rule.From), string.Join(' ', rule.To), rule.Ports, rule.Flow, rule.Segment,
            rule.Required ? "yes" : "no", rule.Purpose, rule.Rule.ToString(CultureInfo.InvariantCulture),
        ]),
    ];

    /// <summary>Ports as firewalls take them: <c>3478-3481</c>, <c>80,443</c>, <c>any</c>, and <c>unknown</c> where nobody says.</summary>
    public static string Ports(IReadOnlyList<int>? ports)
    {
        if (ports is null) return "any";
        if (ports.Count == 0) return "unknown";
        List<string> parts = [];
        var sorted = ports.Distinct().Order().ToArray();
        for (int i = 0, end; i < sorted.Length; i = end + 1)
        {
            end = i;
            while (end + 1 < sorted.Length && sorted[end + 1] == sorted[end] + 1) end++;
            parts.Add(end == i ? $"{sorted[i]}" : $"{sorted[i]}-{sorted[end]}");
        }

        return string.Join(',', parts);
    }

    // Names are their owner's, and may hold anything; no line of theirs is to look like a rule.
    private static string OneLine(string text) => string.Concat(text.Select(one => char.IsControl(one) ? ' ' : one));

    private static string Name(string action) => action switch
    {
        "allowOut"    => "allow out",
        "allowIn"     => "allow in",
        "allowInside" => "allow inside",
        _             => "keep out of VPN",
    };
}
