using static Signaling.Domain.Network.NetworkErrorCode;

namespace Signaling.Domain.Network.Import;

/// <summary>Sites and their address ranges as a table: the columns <c>site</c>, <c>prefix</c>, <c>role</c> (<c>internal</c>, <c>vpn</c> or <c>egress</c>) and, if need be,
/// <c>path</c> (<c>internet</c> or <c>expressRoute</c>, for egress). Columns named <c>note</c> or <c>description</c> are skipped.</summary>
public static class SubnetTable
{
    /// <summary>Ranges that a table may have.</summary>
    public const int MaxRows = 100_000;

    private const int MaxIdLength = 64;
    private static readonly string[] Needed = ["site", "prefix", "role"], Skipped = ["note", "description"];

    /// <summary>Reads a table; everything wrong in it at once, by line.</summary>
    public static IReadOnlyList<SubnetRow> Read(string text, out IReadOnlyList<ImportError> wrong)
    {
        var lines = CsvTable.Read(text, MaxRows + 1, out var broken);
        List<ImportError> found = [.. broken];
        wrong = found;
        if (lines.Count == 0)
        {
            if (found.Count == 0) found.Add(new(1, null, ValueMissing, "Begin with the line site,prefix,role."));
            return [];
        }

        var head = lines[0];
        string[] columns = [.. head.Fields.Select(name => name.ToLowerInvariant())];
        CheckColumns(head.Number, columns, found);
        if (found.Count > broken.Count) return [];

        List<SubnetRow> rows = [];
        Dictionary<Prefix, int> seen = [];
        foreach (var line in lines.Skip(1))
        {
            var before = found.Count;
            var row = ReadRow(line, columns, found);
            if (found.Count > before) continue;
            if (seen.TryGetValue(row.Range, out var other)) found.Add(new(line.Number, "prefix", PrefixTwice, $"The same range stands in line {other}; an address has one place."));
            else seen[row.Range] = line.Number;
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>A document's ranges as <see cref="Read"/> reads them.</summary>
    public static string Write(NetworkDocument document)
    {
        var lines = document.CustomerNetworks.SelectMany(site => (IEnumerable<string>)
        [
            .. site.InternalPrefixes.Select(prefix => $"{CsvTable.Write(site.Id)},{prefix},internal,"),
            .. site.VpnPrefixes.Select(prefix => $"{CsvTable.Write(site.Id)},{prefix},vpn,"),
            .. site.EgressPrefixes.Select(egress => $"{CsvTable.Write(site.Id)},{egress.Prefix},egress,{(egress.Outbound == EgressPath.ExpressRoute ? "expressRoute" : "internet")}"),
        ]);
        return string.Concat(lines.Prepend("site,prefix,role,path").Select(line => line + "\r\n"));
    }

    private static void CheckColumns(int line, string[] columns, List<ImportError> wrong)
    {
        foreach (var name in Needed.Except(columns)) wrong.Add(new(line, name, ValueMissing, "The first line names the columns; this one is missing."));
        foreach (var (name, count) in columns.CountBy(name => name))
        {
            if (!Needed.Contains(name) && !Skipped.Contains(name) && name != "path") wrong.Add(new(line, name, ReferenceUnknown, "There is no such column: site, prefix, role, path; note and description are skipped."));
            else if (count > 1) wrong.Add(new(line, name, IdTwice, "The column stands twice."));
        }
    }

    private static SubnetRow ReadRow(CsvLine line, string[] columns, List<ImportError> wrong)
    {
        if (line.Fields.Count != columns.Length) wrong.Add(new(line.Number, null, CsvInvalid, $"The line has {line.Fields.Count} fields, the first line {columns.Length}."));
        var site = Field("site");
        if (!NetworkRules.IsName(site)) wrong.Add(new(line.Number, "site", IdInvalid, $"Name the site, with 1 to {MaxIdLength} characters and no control characters."));
        var text = Field("prefix");
        if (!Prefix.TryParse(text, out var range)) wrong.Add(new(line.Number, "prefix", PrefixInvalid, "Write a range as 10.0.0.0/8 or 2001:db8::/32, with nothing set beyond its length."));
        if (!TryName(Field("role"), out SubnetRole role)) wrong.Add(new(line.Number, "role", ValueOutOfRange, "Say internal, vpn or egress."));
        if (!TryPath(Field("path"), out var path)) wrong.Add(new(line.Number, "path", ValueOutOfRange, "Say internet or expressRoute, or nothing."));
        else if (path == EgressPath.ExpressRoute && role != SubnetRole.Egress) wrong.Add(new(line.Number, "path", ValueOutOfRange, "Only egress ranges take a path."));
        return new(line.Number, site, text, range, role, path);

        string Field(string name) => Array.IndexOf(columns, name) is >= 0 and var index && index < line.Fields.Count ? line.Fields[index] : "";
    }

    private static bool TryPath(string text, out EgressPath path)
    {
        path = EgressPath.Internet;
        return text.Length == 0 || TryName(text, out path);
    }

    // Letters alone: Enum.TryParse takes numbers, and lists such as `internal,vpn`, too.
    private static bool TryName<T>(string text, out T value) where T : struct, Enum
    {
        value = default;
        return text.All(char.IsAsciiLetter) && Enum.TryParse(text, ignoreCase: true, out value);
    }
}

/// <summary>One range of one site.</summary>
/// <param name="Line">Where it stands in the table.</param>
/// <param name="Site">The customer network's name.</param>
/// <param name="Text">The range as written.</param>
/// <param name="Range">The range.</param>
/// <param name="Role">What its addresses are for.</param>
/// <param name="Path">The way in and out, for <see cref="SubnetRole.Egress"/>.</param>
public sealed record SubnetRow(int Line, string Site, string Text, Prefix Range, SubnetRole Role, EgressPath Path);

/// <summary>What the addresses of a range are for.</summary>
public enum SubnetRole
{
    /// <summary>Devices inside.</summary>
    Internal,

    /// <summary>Remote devices, through the VPN.</summary>
    Vpn,

    /// <summary>What the site looks like from outside.</summary>
    Egress,
}
