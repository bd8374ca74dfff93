using Signaling.Domain.Network.Endpoints;
using static Signaling.Domain.Network.NetworkErrorCode;

namespace Signaling.Domain.Network;

/// <summary>What a document must be like to be planned with: everything wrong in it at once, each by its path (CALL-FLOWS sections I, J, K).</summary>
public static class NetworkRules
{
    private const int MaxNetworks = 1000, MaxRegions = 100, MaxTrunks = 1000, MaxPrefixes = 100_000, MaxIdLength = 64, MaxAssessments = 100;

    /// <summary>All that is wrong; empty for a document that holds together.</summary>
    public static IReadOnlyList<NetworkError> Check(NetworkDocument document)
    {
        List<NetworkError> wrong = [];
        CheckSizes(document, wrong);
        if (wrong.Count > 0) return wrong; // the rest may be costly

        foreach (var (index, feature) in document.Features.Index())
        {
            if (!Profiles.Of(document.Profile).Features.Contains(feature)) wrong.Add(new(FeatureNotEnabled, $"features[{index}]", "The profile does not have this feature; take it out, or choose another profile.", 85));
        }

        CheckIds(document.CustomerNetworks.Select(one => one.Id), "customerNetworks", wrong);
        CheckIds(document.GuestNetworks.Select(one => one.Id), "guestNetworks", wrong);
        CheckIds(document.Regions.Select(one => one.Id), "regions", wrong);
        CheckIds(document.Trunks.Select(one => one.Id), "trunks", wrong);
        PrefixRules.Check(document, wrong);
        PairRules.Check(document, wrong);
        EndpointRules.Check(document, wrong);
        foreach (var (index, network) in document.CustomerNetworks.Index()) CircuitRules.Check(document, network, $"customerNetworks[{index}]", wrong);
        foreach (var (index, network) in document.CustomerNetworks.Index()) CheckAssessments(network, $"customerNetworks[{index}].assessments", wrong);
        foreach (var (index, region) in document.Regions.Index()) CheckRegion(region, $"regions[{index}]", wrong);
        foreach (var (index, trunk) in document.Trunks.Index()) TrunkRules.Check(document, trunk, $"trunks[{index}]", wrong);
        CheckTenants(document, wrong);
        return wrong;
    }

    private static void CheckSizes(NetworkDocument document, List<NetworkError> wrong)
    {
        Limit(document.CustomerNetworks.Count, MaxNetworks, "customerNetworks");
        Limit(document.GuestNetworks.Count, MaxNetworks, "guestNetworks");
        Limit(document.Regions.Count, MaxRegions, "regions");
        Limit(document.Trunks.Count, MaxTrunks, "trunks");
        Limit(document.Pairs.Count, MaxNetworks, "pairs");
        Limit(document.RelayPools.Count, MaxNetworks, "relayPools");
        Limit(document.Endpoints.Count, MaxNetworks, "endpoints");
        Limit(document.Endpoints.Sum(one => one.Prefixes.Count), MaxPrefixes, "endpoints[*].prefixes");
        Limit(document.FederatedTenants.Count, MaxNetworks, "federatedTenants");
        Limit(document.CustomerNetworks.Sum(one => one.InternalPrefixes.Count + one.EgressPrefixes.Count + one.VpnPrefixes.Count), MaxPrefixes, "customerNetworks[*].*Prefixes");
        Limit(document.RelayPools.Sum(one => one.Prefixes.Count), MaxPrefixes, "relayPools[*].prefixes");

        void Limit(int count, int most, string path)
        {
            if (count > most) wrong.Add(new(TooMany, path, $"There may be at most {most}; there are {count}."));
        }
    }

    private static void CheckIds(IEnumerable<string> ids, string path, List<NetworkError> wrong)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var (index, id) in ids.Index())
        {
            if (!IsName(id)) wrong.Add(new(IdInvalid, $"{path}[{index}].id", $"Give it a name of 1 to {MaxIdLength} characters, without blanks around and without control characters."));
            else if (!seen.Add(id)) wrong.Add(new(IdTwice, $"{path}[{index}].id", "Give it a name of its own."));
        }
    }

    /// <summary>Whether something can be named so, also in a table.</summary>
    internal static bool IsName(string text) => text.Length is > 0 and <= MaxIdLength && text.Trim().Length == text.Length && !text.Any(char.IsControl);

    private static void CheckTenants(NetworkDocument document, List<NetworkError> wrong)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var (index, other) in document.FederatedTenants.Index())
        {
            if (other.Tenant.Length == 0) wrong.Add(new(ValueMissing, $"federatedTenants[{index}].tenant", "Name the tenant.", 107));
            else if (!seen.Add(other.Tenant)) wrong.Add(new(IdTwice, $"federatedTenants[{index}].tenant", "The same tenant stands above; say once what it uses.", 107));
        }
    }

    private static void CheckAssessments(CustomerNetwork network, string path, List<NetworkError> wrong)
    {
        if (network.Assessments.Count > MaxAssessments) wrong.Add(new(TooMany, path, $"There may be at most {MaxAssessments}; there are {network.Assessments.Count}.", 3));
        foreach (var (index, one) in network.Assessments.Index())
        {
            if (one.On == default) wrong.Add(new(ValueMissing, $"{path}[{index}].on", "Give the day on which it was made.", 3));
            if (one.LossPercent is < 0 or > 100 || one.RoundTripMs < 0 || one.JitterMs < 0) wrong.Add(new(ValueOutOfRange, $"{path}[{index}]", "Times are not negative, and a share is 0 to 100 percent.", 3));
        }
    }

    private static void CheckRegion(Region region, string path, List<NetworkError> wrong)
    {
        if (region.SignalingUrls.Count == 0) wrong.Add(new(ValueMissing, $"{path}.signalingUrls", "Name at least one.", 4));
        if (region.Relays.Count == 0) wrong.Add(new(ValueMissing, $"{path}.relays", "Name at least one.", 4));
        if (region.MediaServers.Count == 0) wrong.Add(new(ValueMissing, $"{path}.mediaServers", "Name at least one.", 4));
        foreach (var (index, url) in region.SignalingUrls.Index())
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.Host.Length == 0)
                wrong.Add(new(ValueOutOfRange, $"{path}.signalingUrls[{index}]", "Give an address such as https://eu.example.com.", 4));
        }

        foreach (var (index, relay) in region.Relays.Index())
        {
            if (Uri.CheckHostName(relay) == UriHostNameType.Unknown) wrong.Add(new(ValueOutOfRange, $"{path}.relays[{index}]", "Give a name such as turn.eu.example.com, or an address, without a port.", 4));
        }

        foreach (var (index, server) in region.MediaServers.Index())
        {
            if (!Address.TryParse(server, out var address) || !address.IsPublicUnicast)
                wrong.Add(new(PublicAddressRequired, $"{path}.mediaServers[{index}]", "Give the public address by which customers and remote users reach it.", 99));
        }
    }
}
