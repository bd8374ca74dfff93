using System.Text.Json;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;
using Xunit;

namespace Signaling.Domain.Tests.Network;

/// <summary>Every combination of a reduced space of inputs gives a plan or a named refusal, twice the same, and nothing ever throws.</summary>
public sealed class TotalityTests(ITestOutputHelper output)
{
    private static readonly (ProfileName Profile, Feature[] Features)[] Deployments =
    [
        (ProfileName.Acs, []),
        (ProfileName.Acs, [Feature.DirectRouting]),
        (ProfileName.Teams, []),
        (ProfileName.Teams, [Feature.PrivateCircuit]),
        (ProfileName.Teams, Enum.GetValues<Feature>()),
        (ProfileName.SfbOnline, [Feature.Federation]),
        (ProfileName.SfbOnline, [Feature.Federation, Feature.PrivateCircuit]),
        (ProfileName.SfbHybrid, [Feature.Hybrid, Feature.PrivateCircuit]),
        (ProfileName.SfbCloudConnector, [Feature.PrivateCircuit]),
    ];

    private static readonly NetworkPolicies[] Policies = [new(), new() { BlockDirectExternalMedia = true, PacketShaper = true }, new() { InternalUdpBlocked = true }];

    private static readonly Perimeter[][] Perimeters = [[], [new() { Allow = [new() { Protocol = PerimeterProtocol.Tcp, FirstPort = 443, LastPort = 443 }] }]];

    [Fact]
    [Trait("CallFlow", "#59"), Trait("CallFlow", "#5"), Trait("CallFlow", "#85"), Trait("CallFlow", "#138"), Trait("CallFlow", "#172")]
    public void Plan_OfEveryCombination_IsAPlanOrARefusalAndAlwaysTheSame()
    {
        var (plans, refusals) = (0, new Dictionary<PlanError, int>());
        foreach (var (profile, features) in Deployments)
        {
            foreach (var policies in Policies)
            {
                foreach (var perimeters in Perimeters)
                {
                    var document = Networks.With(profile, features).Hq(hq => hq with { Policies = policies, Perimeters = perimeters });
                    var (model, again) = (document.Model(), document.Model());
                    foreach (var scenario in Scenarios(features.Contains(Feature.DirectRouting)))
                    {
                        var outcome = RoutePlanner.Plan(scenario, model);
                        if (outcome is PlanOutcome.Refused refused)
                        {
                            refusals[refused.Error] = refusals.GetValueOrDefault(refused.Error) + 1;
                            Assert.EndsWith(".", refused.Detail);
                            continue;
                        }

                        plans++;
                        var plan = ((PlanOutcome.Planned)outcome).Plan;
                        Check(plan, features);
                        if (policies.BlockDirectExternalMedia) Assert.DoesNotContain(FlowId.Flow2, plan.Media.Where(leg => leg.Hops is not ["relay"]).SelectMany(leg => leg.Flows));
                        if (policies.InternalUdpBlocked) Assert.DoesNotContain(plan.Media, leg => leg.Flows is [FlowId.Flow5 or FlowId.Flow5B]);
                        if (scenario.Participants is [{ Location: Location.InternetViaVpn }, ..] && !profile.ToString().StartsWith("Sfb", StringComparison.Ordinal))
                            Assert.All(plan.Media[0].Flows, flow => Assert.True(flow is FlowId.Flow2 or FlowId.Flow3 or FlowId.Flow6));
                        if (plans % 29 == 0) Assert.Equal(JsonSerializer.Serialize(plan), JsonSerializer.Serialize(((PlanOutcome.Planned)RoutePlanner.Plan(scenario, again)).Plan));
                    }
                }
            }
        }

        output.WriteLine($"{plans} plans, {refusals.Values.Sum()} refusals: {string.Join(", ", refusals.OrderBy(one => one.Key).Select(one => $"{one.Key} {one.Value}"))}");
        Assert.True(plans > 20_000 && refusals.Count >= 7, $"{plans} plans, {refusals.Count} kinds of refusal");
    }

    private static void Check(RoutePlan plan, Feature[] features)
    {
        var flows = plan.AllFlows().ToHashSet();
        if (!features.Contains(Feature.PrivateCircuit))
        {
            Assert.DoesNotContain(PathSegment.ExpressRoute, plan.Segments());
            Assert.False(flows.Contains(FlowId.Flow1) || flows.Contains(FlowId.Flow1Prime));
        }

        if (!features.Contains(Feature.DirectRouting)) Assert.False(flows.Contains(FlowId.Flow4Prime) || flows.Contains(FlowId.Flow5B) || flows.Contains(FlowId.Flow5C));
        if (!features.Contains(Feature.Hybrid)) Assert.DoesNotContain(FlowId.Flow5A, flows);
        Assert.DoesNotContain(FlowId.Flow2Prime, plan.Media.SelectMany(leg => leg.Flows));
        if (plan.MediaServer is not null) Assert.Equal(MediaMode.MediaServer, plan.Mode);
        Assert.All(plan.Media.Where(leg => leg.InScope), leg => Assert.NotEmpty(leg.Path));
        Assert.All(plan.Signaling.Where(leg => leg.InScope), leg => Assert.NotEmpty(leg.Path));
        Assert.All(plan.Media.Where(leg => leg.Path is [PathSegment.Local]), leg => Assert.All(leg.Flows, flow => Assert.False(FlowCatalogue.Of(flow).CrossesPerimeter)));
        Assert.NotEmpty(plan.Rules);
    }

    private static IEnumerable<Scenario> Scenarios(bool sbcs)
    {
        Location[] places = [Location.CustomerNetwork, Location.Internet, Location.InternetViaVpn, Location.GuestPrivateNetwork, Location.FederatedNetwork, Location.Unknown];
        EndpointKind[] kinds = [EndpointKind.User, EndpointKind.SfbUser, EndpointKind.Pstn];
        Connectivity[] known = [new(), new() { Direct = true }, new() { Direct = false }, new() { Direct = false, Relay = RelayOwner.OnPremEdge }, new() { Direct = false, Relay = RelayOwner.FederatedTenant, ReachableRelays = [] }, new() { Relay = RelayOwner.OnlineEdge }];
        foreach (var kind in Enum.GetValues<CallKind>())
        {
            foreach (var here in places)
            {
                foreach (var there in places)
                {
                    foreach (var what in kinds)
                    {
                        foreach (var connectivity in known)
                        {
                            Participant a = new() { Id = "a", Location = here, Home = what == EndpointKind.SfbUser ? UserHome.OnPrem : UserHome.Online };
                            Participant b = new() { Id = "b", Location = there, Kind = what, Tenant = there == Location.FederatedNetwork ? "fabrikam" : null, Transports = what == EndpointKind.Pstn ? [] : [PerimeterProtocol.Udp, PerimeterProtocol.Tcp] };
                            yield return new()
                            {
                                Kind = kind,
                                Participants = kind switch { CallKind.Hairpin => [], CallKind.Pstn when what != EndpointKind.Pstn => [a], _ => [a, b] },
                                Connectivity = connectivity,
                                Needs = new(Recording: connectivity.Direct is null && here == there),
                                Trunk = sbcs ? what == EndpointKind.User ? "sbc" : "bypass" : null,
                                SecondTrunk = sbcs ? here == there ? "others" : "bypass" : null,
                                Organizer = here == there ? null : new() { DialIn = true, Home = what == EndpointKind.SfbUser ? UserHome.OnPrem : UserHome.Online, Tenant = there == Location.Internet ? "fabrikam" : null },
                            };
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void Plan_OfScenariosThatMakeNoSense_IsRefusedByName()
    {
        var model = Networks.Plain.Model();
        Scenario[] senseless =
        [
            new(), new() { Participants = null! }, new() { Kind = (CallKind)99, Participants = [Plans.Inside("a"), Plans.Inside("b")] },
            Plans.Call(Plans.Inside("a"), Plans.Inside("a")), Plans.Call(Plans.Inside(""), Plans.Inside("b")), Plans.Call(Plans.Inside(new('x', 65)), Plans.Inside("b")),
            Plans.Call(new() { Id = "a", SourceAddress = "here" }, Plans.Inside("b")), Plans.Phone(Plans.Inside("a"), "none"), Plans.Call(Plans.Inside("a") with { Network = "none" }, Plans.Inside("b")),
            Plans.Group(), Plans.Call(Plans.Inside("a") with { Transports = [] }, Plans.Inside("b")), Plans.Call(Plans.Inside("a"), Plans.Inside("b")) with { Connectivity = new() { RelayAddress = "x" } },
        ];

        Assert.All(senseless, scenario => Assert.IsType<PlanOutcome.Refused>(RoutePlanner.Plan(scenario, model)));
    }
}
