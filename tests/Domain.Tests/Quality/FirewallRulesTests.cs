using Signaling.Domain.Network;
using Signaling.Domain.Quality.Readiness;
using Signaling.Domain.Tests.Network;
using Xunit;
using static Signaling.Domain.Network.PerimeterProtocol;

namespace Signaling.Domain.Tests.Quality;

/// <summary>What to open in a firewall, drawn from the flows that a network has.</summary>
public sealed class FirewallRulesTests
{
    private static readonly int[] RelayPorts = [3478, 3479, 3480, 3481];

    [Fact]
    [Trait("CallFlow", "#219"), Trait("CallFlow", "#226")]
    public void Rules_OfThePlainTopology_NameEveryHostWithItsPorts()
    {
        var rules = Of(Networks.Plain);

        foreach (var host in (string[])["eu.example", "asia.example", "turn.eu.example", "turn.asia.example", "203.0.113.10"]) Assert.Contains(rules, rule => rule.To.Contains(host));
        Assert.All(rules.Where(rule => rule is { Flow: FlowId.Flow4, Protocol: Udp }), rule => Assert.Equal(RelayPorts, rule.Ports));
        Assert.All(rules.Where(rule => rule is { Flow: FlowId.Flow4, Protocol: Tcp }), rule => Assert.Equal([443], rule.Ports));
        Assert.All(rules.Where(rule => rule.To.Contains("eu.example")), rule => Assert.True(rule.Required));
    }

    [Fact]
    [Trait("CallFlow", "#219")]
    public void Rules_OfTeams_HavePort80Too() =>
        Assert.Contains(Of(Networks.Teams()), rule => rule.Protocol == Tcp && rule.To.Contains("eu.example") && rule.Ports!.SequenceEqual([80, 443]));

    [Fact]
    [Trait("CallFlow", "#55")]
    public void Rules_OpenInwards_WhereTheFlowDoes() =>
        Assert.All(Of(Networks.Teams(Feature.DirectRouting, Feature.PrivateCircuit)).Where(rule => rule.Action is FirewallAction.AllowIn or FirewallAction.AllowOut), rule =>
            Assert.Equal(FlowCatalogue.Of(rule.Flow).OpensInwards, rule.Action == FirewallAction.AllowIn));

    [Fact]
    [Trait("CallFlow", "#140")]
    public void Rules_WithAPrivateCircuit_KeepTheWayOverTheInternet()
    {
        var rules = Of(Networks.Teams(Feature.PrivateCircuit));

        foreach (var flow in (FlowId[])[FlowId.Flow1, FlowId.Flow4]) Assert.Contains(rules, rule => rule.Flow == flow && rule.To.Contains("turn.eu.example"));
        Assert.DoesNotContain(Of(Networks.Teams()), rule => rule.Flow == FlowId.Flow1);
    }

    [Fact]
    [Trait("CallFlow", "#227")]
    public void Rules_OfAVpn_LeaveRelaysOutOfTheTunnel()
    {
        Assert.Contains(Of(Networks.Plain), rule => rule.Action == FirewallAction.PastVpn && rule.To.Contains("turn.eu.example") && rule.From.Contains("10.200.0.0/16"));
        Assert.DoesNotContain(Of(Networks.Plain.Hq(hq => hq with { VpnPrefixes = [] })), rule => rule.Action == FirewallAction.PastVpn);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Rules_ForDirectMedia_AreThereUnlessTheOwnerForbidsIt(bool blocked, bool expected) =>
        Assert.Equal(expected, Of(Networks.Plain.Hq(hq => hq with { Policies = new() { BlockDirectExternalMedia = blocked } })).Any(rule => rule is { Flow: FlowId.Flow2, Ports: null }));

    [Fact]
    public void Rules_OfAnSbc_NameThePortsAsMissing()
    {
        var rules = Of(Networks.Teams(Feature.DirectRouting));

        Assert.Contains(rules, rule => rule is { Flow: FlowId.Flow4Prime, Ports: [] } && rule.To.Contains("203.0.113.51"));
        Assert.Contains(rules, rule => rule.Flow == FlowId.Flow5B);
        Assert.Equal("trunks[*].sbc ports", Assert.Single(FirewallRules.Missing(rules)).Name);
        Assert.Empty(FirewallRules.Missing(Of(Networks.Plain)));
    }

    [Fact]
    public void Rules_WhereNoNetworkIsDescribed_AreForAny() =>
        Assert.All(Of(Networks.Plain with { CustomerNetworks = [] }), rule => Assert.Equal(("any", FlowId.Flow4), (rule.Network, rule.Flow)));

    private static IReadOnlyList<FirewallRule> Of(NetworkDocument document)
    {
        Assert.True(NetworkModel.TryBuild(document, out var model, out var wrong), string.Join(' ', wrong));
        return FirewallRules.Of(model!, FirewallRules.HostsOf(model!));
    }
}
