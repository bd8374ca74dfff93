using System.Collections.Immutable;
using Signaling.Domain.Calls;
using Signaling.Domain.Identity;

namespace Signaling.Domain.Tests.Calls.Exploration;

/// <summary>The functions under exploration: the product's own, or, to prove that the checks bite, ones with a fault put in.</summary>
internal sealed record Rules
{
    public static Rules Real { get; } = new();

    public Func<Call, CallCommand, DateTimeOffset, Decision> Decide { get; init; } = (call, command, now) => CallRules.Decide(call, command, now, CallLimits.Default);

    public Func<Call, CallEvent, ImmutableArray<Notice>> Tell { get; init; } = Notices.Of;

    public Func<Call, Actor, int?, CandidateDecision> Route { get; init; } = CandidateRules.Decide;
}
