using Signaling.Domain.Network;

namespace Signaling.Domain.Quality.Paths;

/// <summary>The eight steps of a call, each on the flow of the user who takes it (CALL-FLOWS #74 to #83, #144 to #151).</summary>
internal static class CallSteps
{
    public static IReadOnlyList<ExplainedStep> Of(NetworkModel model, ExplainedLeg caller, ExplainedLeg callee)
    {
        var (a, b) = (new Side(model, caller), new Side(model, callee));
        return
        [
            new(1, "caller resolves the service's name", [a.On(a.NameLookup)]),
            new(2, "caller obtains a relay port", [a.On(a.ToService)]),
            new(3, "caller sends the invite with candidates", [a.On(a.Signaling)]),
            new(4, "service notifies the callee", [b.On(b.Signaling)]),
            new(5, "callee obtains a relay port", [b.On(b.ToService)]),
            new(6, "callee answers; the answer is passed on to the caller", [b.On(b.Signaling), a.On(a.Signaling)]),
            new(7, "both check connectivity; the best path is taken", [a.On(a.Media), b.On(b.Media)]),
            new(8, "both send telemetry", [a.On(a.Signaling), b.On(b.Signaling)]),
        ];
    }

    // Places alone decide, so that the steps of one user can be told when the other's place cannot.
    private sealed class Side(NetworkModel model, ExplainedLeg leg)
    {
        private readonly Location place = model.Profile.IsSfb ? Location.Unknown : leg.Party.Place.Location; // Skype for Business numbers no flows

        private FlowId FromInside => model.HasCircuit && leg.Party.Place.Network?.PrivateCircuit is not null ? FlowId.Flow1 : FlowId.Flow4;

        public IReadOnlyList<FlowId> NameLookup => place == Location.CustomerNetwork ? [FlowId.Flow2] : [];

        public IReadOnlyList<FlowId> Signaling => place switch
        {
            Location.Unknown         => [],
            Location.CustomerNetwork => [FromInside],
            Location.InternetViaVpn  => [FlowId.Flow2Prime, FromInside],
            _                        => [FlowId.Flow3],
        };

        // Media do not take the VPN, not even to the relay (#91).
        public IReadOnlyList<FlowId> ToService => place switch
        {
            Location.Unknown         => [],
            Location.CustomerNetwork => [FromInside],
            _                        => [FlowId.Flow3],
        };

        public IReadOnlyList<FlowId> Media => leg.Real is not null ? leg.RealFlows : leg.Expected?.Flows ?? [];

        public StepFlow On(IReadOnlyList<FlowId> flows) => new(leg.Party.Id, flows);
    }
}

/// <summary>One of the eight steps.</summary>
/// <param name="Number">1 to 8.</param>
/// <param name="Name">What happens.</param>
/// <param name="Flows">Who takes which flows, in the order in which they are used.</param>
public sealed record ExplainedStep(int Number, string Name, IReadOnlyList<StepFlow> Flows);

/// <summary>The flows that one user takes in a step.</summary>
/// <param name="Party">Whose.</param>
/// <param name="Flows">Which; none where the documents number none, or the user's place is not known.</param>
public sealed record StepFlow(string Party, IReadOnlyList<FlowId> Flows);
