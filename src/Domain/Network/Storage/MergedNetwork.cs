namespace Signaling.Domain.Network.Storage;

/// <summary>A network together with the tenant's stored trunks: what calls are planned with.</summary>
public static class MergedNetwork
{
    /// <summary>Builds the model of both.</summary>
    /// <param name="tenant">The tenant's name, for a document that does not say it.</param>
    /// <param name="trunks">The stored trunks.</param>
    /// <param name="wrong">All that is wrong; what concerns a stored trunk at <c>trunks/&lt;its name&gt;</c>.</param>
    public static bool TryBuild(string tenant, NetworkDocument document, IReadOnlyList<Trunk> trunks, out NetworkModel? model, out IReadOnlyList<NetworkError> wrong)
    {
        var built = NetworkModel.TryBuild(
            document with { Tenant = document.Tenant.Length == 0 ? tenant : document.Tenant, Trunks = [.. document.Trunks, .. trunks] }, out model, out wrong);
        wrong = [.. wrong.Select(one => one with { Path = PathOf(one.Path, document.Trunks.Count, trunks) })];
        return built;
    }

    private static string PathOf(string path, int own, IReadOnlyList<Trunk> stored)
    {
        const string Start = "trunks[";
        if (!path.StartsWith(Start, StringComparison.Ordinal) || path.IndexOf(']', StringComparison.Ordinal) is not (> 0 and var end)) return path;
        return int.TryParse(path.AsSpan(Start.Length, end - Start.Length), out var index) && index >= own ? $"trunks/{stored[index - own].Id}{path[(end + 1)..]}" : path;
    }
}
