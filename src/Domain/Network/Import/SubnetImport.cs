namespace Signaling.Domain.Network.Import;

/// <summary>Puts a table of ranges into a document; everything else in it stays.</summary>
public static class SubnetImport
{
    /// <summary>Adds the table's ranges, and sites that the document does not have yet. A range that stands there already, alike, is passed over.</summary>
    /// <param name="wrong">Ranges that stand in the document as something else, by line.</param>
    public static NetworkDocument Merge(NetworkDocument document, IReadOnlyList<SubnetRow> rows, out SubnetChange change, out IReadOnlyList<ImportError> wrong)
    {
        Dictionary<Prefix, SubnetRow> known = [];
        foreach (var row in RowsOf(document)) known.TryAdd(row.Range, row);
        List<ImportError> found = [];
        List<SubnetRow> fresh = [];
        foreach (var row in rows)
        {
            if (!known.TryGetValue(row.Range, out var there)) fresh.Add(row);
            else if (!IsAlike(row, there)) found.Add(new(row.Line, "prefix", NetworkErrorCode.PrefixTwice, $"The document has this range as {there.Role.ToString().ToLowerInvariant()} of {there.Site}; take it out there, or replace all."));
        }

        wrong = found;
        var merged = Sites(document, fresh).ToList();
        change = new(merged.Count - document.CustomerNetworks.Count, fresh.Count, 0, rows.Count - fresh.Count - found.Count);
        return document with { CustomerNetworks = merged };
    }

    /// <summary>Makes the table all of the document's ranges. Sites that are not in it stay, without ranges.</summary>
    public static NetworkDocument Replace(NetworkDocument document, IReadOnlyList<SubnetRow> rows, out SubnetChange change)
    {
        var before = RowsOf(document).ToList();
        HashSet<(string, Prefix, SubnetRole, EgressPath)> had = [.. before.Select(Key)];
        var kept = rows.Count(row => had.Contains(Key(row)));
        var emptied = document with { CustomerNetworks = [.. document.CustomerNetworks.Select(site => site with { InternalPrefixes = [], VpnPrefixes = [], EgressPrefixes = [] })] };
        var replaced = Sites(emptied, rows).ToList();
        change = new(replaced.Count - document.CustomerNetworks.Count, rows.Count - kept, before.Count - kept, kept);
        return document with { CustomerNetworks = replaced };
    }

    private static (string, Prefix, SubnetRole, EgressPath) Key(SubnetRow row) => (row.Site, row.Range, row.Role, row.Path);

    private static bool IsAlike(SubnetRow one, SubnetRow other) => Key(one) == Key(other);

    private static IEnumerable<CustomerNetwork> Sites(NetworkDocument document, IReadOnlyList<SubnetRow> rows)
    {
        var bySite = rows.ToLookup(row => row.Site);
        var known = document.CustomerNetworks.Select(site => site.Id).ToHashSet();
        return document.CustomerNetworks.Select(site => With(site, bySite[site.Id]))
            .Concat(bySite.Where(site => !known.Contains(site.Key)).Select(site => With(new() { Id = site.Key }, site)));
    }

    private static CustomerNetwork With(CustomerNetwork site, IEnumerable<SubnetRow> rows)
    {
        var byRole = rows.ToLookup(row => row.Role);
        return site with
        {
            InternalPrefixes = [.. site.InternalPrefixes, .. byRole[SubnetRole.Internal].Select(row => row.Text)],
            VpnPrefixes = [.. site.VpnPrefixes, .. byRole[SubnetRole.Vpn].Select(row => row.Text)],
            EgressPrefixes = [.. site.EgressPrefixes, .. byRole[SubnetRole.Egress].Select(row => new EgressPrefix { Prefix = row.Text, Outbound = row.Path, Inbound = row.Path })],
        };
    }

    private static IEnumerable<SubnetRow> RowsOf(NetworkDocument document) => document.CustomerNetworks.SelectMany(site => (IEnumerable<SubnetRow>)
    [
        .. site.InternalPrefixes.Select(text => Row(site, text, SubnetRole.Internal, EgressPath.Internet)),
        .. site.VpnPrefixes.Select(text => Row(site, text, SubnetRole.Vpn, EgressPath.Internet)),
        .. site.EgressPrefixes.Select(egress => Row(site, egress.Prefix, SubnetRole.Egress, egress.Outbound)),
    ]);

    private static SubnetRow Row(CustomerNetwork site, string text, SubnetRole role, EgressPath path) =>
        new(0, site.Id, text, Prefix.TryParse(text, out var range) ? range : default, role, path);
}

/// <summary>What an import changes.</summary>
/// <param name="SitesAdded">Sites that the document did not have.</param>
/// <param name="Added">Ranges that it did not have.</param>
/// <param name="Removed">Ranges that it has no longer.</param>
/// <param name="Kept">Ranges of the table that it had, alike.</param>
public sealed record SubnetChange(int SitesAdded, int Added, int Removed, int Kept);
