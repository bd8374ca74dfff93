using static Signaling.Domain.Network.NetworkErrorCode;

namespace Signaling.Domain.Network;

/// <summary>Pairs of networks: each of two that the document has, and each once.</summary>
internal static class PairRules
{
    public static void Check(NetworkDocument document, List<NetworkError> wrong)
    {
        HashSet<string> known = [.. document.CustomerNetworks.Select(one => one.Id), PairRule.Internet];
        HashSet<(string, string)> seen = [];
        foreach (var (index, network) in document.CustomerNetworks.Index())
        {
            if (network.Id == PairRule.Internet) wrong.Add(new(IdInvalid, $"customerNetworks[{index}].id", "Choose another name; in `pairs` this one means everywhere else."));
        }

        foreach (var (index, pair) in document.Pairs.Index())
        {
            var path = $"pairs[{index}].between";
            if (pair.Between is not [var one, var other])
            {
                wrong.Add(new(ValueMissing, path, "Name two networks."));
                continue;
            }

            foreach (var (number, name) in pair.Between.Index())
            {
                if (!known.Contains(name)) wrong.Add(new(ReferenceUnknown, $"{path}[{number}]", "Name one of customerNetworks, or `internet`."));
            }

            if (!seen.Add(string.CompareOrdinal(one, other) <= 0 ? (one, other) : (other, one))) wrong.Add(new(IdTwice, path, "The same pair stands above; say once what is allowed."));
        }
    }
}
