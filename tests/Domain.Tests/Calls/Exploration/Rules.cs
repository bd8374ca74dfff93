using System.Collections.Immutable;
using Signaling.Domain.Calls;
using Signaling.Domain.Identity;

namespace Signaling.Domain.Tests.Calls.Exploration;

/// <summary>The functions under exploration: the product's own, or, to prove that the checks bite, ones with a fault put in.</summary>
internal sealed record Rules
{
    // Where presence is left out, nobody is ever inactive for long enough.
    private static readonly CallLimits Patient = SampleCalls.Limits with { InactiveAfter = TimeSpan.FromDays(7) };

    public static Rules Real { get; } = new();

    /// <summary>The same, explored with devices that vanish and come back, and with fewer of the other commands: together they would be too many.</summary>
    public static Rules RealWithPresence { get; } = new() { WithPresence = true };

    public bool WithPresence
    {
        get => Limits != Patient;
        init => Limits = value ? SampleCalls.Limits : Patient;
    }

    public CallLimits Limits { get; private init; } = Patient;

    public Func<Call, CallCommand, DateTimeOffset, CallLimits, Decision> Deciding { get; init; } = CallRules.Decide;

    public Func<Call, CallEvent, ImmutableArray<Notice>> Tell { get; init; } = Notices.Of;

    public Func<Call, Actor, int?, CandidateDecision> Route { get; init; } = CandidateRules.Decide;

    public Func<Call, ImmutableArray<CallEvent>, DeviceCondition?> Condition { get; init; } = CallRules.ConditionOf;

    public Decision Decide(Call call, CallCommand command, DateTimeOffset at) => Deciding(call, command, at, Limits);
}
