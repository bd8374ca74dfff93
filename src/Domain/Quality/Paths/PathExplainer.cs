using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;

namespace Signaling.Domain.Quality.Paths;

/// <summary>After the call: the way that was expected, the way that was taken, and why. A pure function of the network and of what both sides have reported.</summary>
public static class PathExplainer
{
    /// <summary>Explains a call of two.</summary>
    /// <param name="model">The network; the default profile's plain one where none is described.</param>
    /// <param name="needs">What is to be done with the media.</param>
    /// <param name="signalingLimit">Longest round trip to an edge; null where nobody has set it (CALL-FLOWS #305).</param>
    public static ExplainedCall Explain(NetworkModel model, PartyFacts caller, PartyFacts callee, PlannedNeeds needs, TimeSpan? signalingLimit)
    {
        var outcome = Expect(model, caller, callee, needs);
        var plan = (outcome as PlanOutcome.Planned)?.Plan;
        var legs = new[] { (caller, callee), (callee, caller) }.Select(sides => Leg(model, sides.Item1, sides.Item2, plan, signalingLimit)).ToArray();
        return new(outcome, legs[0], legs[1], CallSteps.Of(model, legs[0], legs[1]))
        {
            // Both ends send over one pair.
            Disagree = caller.Report is not null && callee.Report is not null && legs[0].Real is { } one && legs[1].Real is { } two && one.IsRelayed != two.IsRelayed,
        };
    }

    /// <summary>What the planner says of two users at these places, when nothing is known about the ways between them.</summary>
    public static PlanOutcome Expect(NetworkModel model, PartyFacts caller, PartyFacts callee, PlannedNeeds needs) =>
        RoutePlanner.Plan(new() { Participants = [Participant(caller), Participant(callee)], Needs = needs }, model);

    /// <summary>The way of one side, by its own report or else by the other's.</summary>
    public static MediaPath? PathOf(PartyFacts self, PartyFacts other)
    {
        var theirs = other.Report is { } report ? MediaPath.Of(report) : null;
        if (self.Report is not { } own) return theirs?.FromOtherEnd();
        // An end that only the checks have shown may be behind a NAT, or have hidden its address; the other side knows.
        var path = MediaPath.Of(own);
        return path is { Local: CandidateKind.Host, Remote: CandidateKind.Prflx } && theirs is { Local: CandidateKind.Host } ? path with { Kind = MediaPathKind.Direct } : path;
    }

    private static ExplainedLeg Leg(NetworkModel model, PartyFacts self, PartyFacts other, RoutePlan? plan, TimeSpan? signalingLimit)
    {
        var real = PathOf(self, other);
        var circuit = model.HasCircuit && self.Place.Network?.PrivateCircuit is not null;
        var carrier = real is null ? default : FlowClassifier.CarrierOf(real, OwnerOf(model, real) ?? (PathOf(other, self) is { } theirs ? OwnerOf(model, theirs) : null));
        var flows = real is null ? [] : FlowClassifier.FlowsOf(self.Place, other.Place, carrier, circuit);
        var planned = plan?.Media.FirstOrDefault(leg => leg.Participant == self.Id);
        return new(self, planned, plan?.Mode, real, flows, FlowCatalogue.PathOf(flows), flows is [] ? null : FlowClassifier.EntryOf(self.Place, other.Place, carrier), self.Report?.State)
        {
            Why = PathCauses.Of(new(model, self, other, real, plan, signalingLimit)),
        };
    }

    private static RelayOwner? OwnerOf(NetworkModel model, MediaPath path) =>
        path is { ThroughOwnRelay: true, RelayAddress: { } text } && Address.TryParse(text, out var address) ? model.RelayAt(address) : null;

    private static Participant Participant(PartyFacts party) => new()
    {
        Id = party.Id,
        Location = party.Place.Location == Location.Unknown ? null : party.Place.Location,
        Network = party.Place.Network?.Id,
        Region = party.Region,
    };
}

/// <summary>A call, explained.</summary>
/// <param name="Expected">What the planner said, or why it could not.</param>
/// <param name="Caller">The caller's media.</param>
/// <param name="Callee">The callee's media.</param>
/// <param name="Steps">The eight steps, each with its users' flows.</param>
public sealed record ExplainedCall(PlanOutcome Expected, ExplainedLeg Caller, ExplainedLeg Callee, IReadOnlyList<ExplainedStep> Steps)
{
    /// <summary>Whether one side says that media are relayed and the other that they are not, which cannot both be so any more.</summary>
    public bool Disagree { get; init; }
}
