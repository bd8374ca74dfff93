using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;

namespace Signaling.Domain.Quality.Paths;

/// <summary>One side's media: the expected way, the real one, and why they are what they are.</summary>
/// <param name="Party">Whose.</param>
/// <param name="Expected">What the planner said; null where there is no plan.</param>
/// <param name="ExpectedMode">How media were to be carried; null where there is no plan.</param>
/// <param name="Real">What was reported; null while nothing was, or when nothing works.</param>
/// <param name="RealFlows">The flows that the real way is.</param>
/// <param name="RealPath">The segments that it takes.</param>
/// <param name="Rule">The entry of the table that classifies the real way; null without one.</param>
/// <param name="State">How the connection stands, as last reported by this side; null when it has not.</param>
public sealed record ExplainedLeg(
    PartyFacts Party, MediaLeg? Expected, MediaMode? ExpectedMode, MediaPath? Real, IReadOnlyList<FlowId> RealFlows, IReadOnlyList<PathSegment> RealPath, int? Rule, ConnectivityState? State)
{
    /// <summary>Why the way is what it is, and what to do about it; the gravest first.</summary>
    public IReadOnlyList<PathFinding> Why { get; init; } = [];

    /// <summary>Whether the real way is the expected one: the same mode, flows and transport, and past the VPN. Null while one of the two is not known.</summary>
    public bool? AsExpected =>
        Real is null || Expected is null ? null
        : Real.IsRelayed == (ExpectedMode == MediaMode.Relayed) && ExpectedMode is MediaMode.Direct or MediaMode.Relayed
            && (RealFlows is [] || Expected.Flows.SequenceEqual(RealFlows))
            && (Real.Transport is null || (Real.Transport == PathTransport.Udp) == (Expected.Transport == PerimeterProtocol.Udp))
            && Why.All(one => one.Cause != PathCause.MediaOverVpn); // media were expected past it

    /// <summary>The whole in one sentence, such as <c>relayed over TCP, because UDP to the relay is blocked from 10.1.0.0/16; open UDP 3478–3481 to turn.example.com</c>.</summary>
    public string Summary
    {
        get
        {
            var what = Real is { } real ? PathWords.Of(real) : State == ConnectivityState.Failed ? "no path works" : "no path is reported yet";
            var path = State == ConnectivityState.Disconnected ? $"interrupted: {what}" : what;
            var expected = AsExpected == true ? ", as expected" : "";
            return Why is not [var first, ..] ? path + expected
                : PathCauses.IsAside(first.Cause) ? $"{path}{expected}, but {first.Because}; {first.Fix}"
                : $"{path}, because {first.Because}; {first.Fix}";
        }
    }
}

/// <summary>One reason for a way, with what to do.</summary>
/// <param name="Cause">Which of the table.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Because">The reason, as the second half of a sentence.</param>
/// <param name="Fix">What to do, likewise.</param>
/// <param name="Entry">The entry of the call flow document behind it.</param>
public sealed record PathFinding(PathCause Cause, Verdict Severity, string Because, string Fix, int Entry);
