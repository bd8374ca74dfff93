using System.Collections.Immutable;
using Signaling.Domain.Sdp;

namespace Signaling.Domain.Network.Policies;

/// <summary>What a network's owner lets candidates do. Pure and immutable; one for each <see cref="NetworkModel"/>.</summary>
/// <remarks>A place in doubt counts as each of the places that it may be, and the strictest one decides: a doubt never opens what a
/// policy closes. A receiver whose place is not known yet is another matter: what depends on it waits.</remarks>
public sealed class CandidatePolicy
{
    private readonly NetworkModel model;
    private readonly ImmutableArray<CustomerNetwork?> anywhere;
    private readonly bool checksRelays;

    /// <summary>Prepares the policies of a network.</summary>
    public CandidatePolicy(NetworkModel model)
    {
        this.model = model;
        var networks = model.Document.CustomerNetworks;
        var inPairs = model.Document.Pairs.SelectMany(pair => pair.Between).ToHashSet(StringComparer.Ordinal);
        anywhere = [null, .. networks.Where(one => Restricts(one) || inPairs.Contains(one.Id)), .. networks.Where(one => !Restricts(one) && !inPairs.Contains(one.Id)).Take(1)];
        checksRelays = model.Document.RelayPools.Count > 0;
        IsOpen = !checksRelays && model.Document.Pairs.Count == 0 && !networks.Any(one => Restricts(one) || (one.VpnPrefixes.Count > 0 && model.VpnMediaOf(one) is not VpnMedia.Allowed));
    }

    /// <summary>The network.</summary>
    public NetworkModel Model => model;

    /// <summary>Whether everything passes, whoever calls whom.</summary>
    public bool IsOpen { get; }

    /// <summary>The view on candidates of one device for another.</summary>
    /// <param name="sender">Where the one is whose candidates they are.</param>
    /// <param name="receiver">Where the one is that gets them; null while nobody has answered.</param>
    public CandidateJudge Between(DevicePlace sender, DevicePlace? receiver)
    {
        ImmutableArray<CustomerNetwork?> from = Possible(sender), to = receiver is null ? anywhere : Possible(receiver);
        if (receiver is null && sender.Network is { } own && model.Network(own) is { } home && !to.Contains(home)) to = to.Add(home);
        ImmutableArray<ImmutableArray<Restriction>> by = [.. to.Select(there => from.Select(here => Restriction.Between(model, here, there)).Distinct().ToImmutableArray())];
        return new CandidateJudge(this, sender, receiver is null ? by : [[.. by.SelectMany(all => all).Distinct()]]);
    }

    /// <summary>The rule that a candidate breaks whoever gets it; null when none.</summary>
    internal CandidateVerdict? Alone(DevicePlace sender, IceCandidate candidate)
    {
        if (checksRelays && candidate.Type is IceCandidateType.Relayed && !IsNative(candidate.Address)) return new(CandidateFate.Remove, PolicyRule.ForeignRelay);
        if (!VpnTunnel.Leads(model, sender, candidate, out var through)) return null;
        return model.VpnMediaOf(through) switch
        {
            VpnMedia.Forbidden   => new(CandidateFate.Remove, PolicyRule.MediaOverVpn),
            VpnMedia.Discouraged => new(CandidateFate.Last, PolicyRule.MediaOverVpn),
            _                    => null,
        };
    }

    private bool IsNative(string address) =>
        (Address.TryParse(address, out var relay) && model.RelayAt(relay) is not null)
        || model.Document.Regions.Any(region => region.Relays.Any(known => known.Equals(address, StringComparison.OrdinalIgnoreCase)));

    private ImmutableArray<CustomerNetwork?> Possible(DevicePlace place) => place switch
    {
        { IsInside: true, Network: { } inside }                => [model.Network(inside)],
        { Location: Location.Unknown, Network: { } perhaps }   => [model.Network(perhaps), null],
        { Location: Location.Unknown }                         => anywhere,
        _                                                      => [null],
    };

    private static bool Restricts(CustomerNetwork network) =>
        network.Policies is { BlockDirectExternalMedia: true } or { RelayOnly: true } or { UdpOnly: true } or { InternalUdpBlocked: true };
}
