using System.Collections.Immutable;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;
using Signaling.Domain.Network.Policies;

namespace Signaling.Domain.Calls.Media;

/// <summary>Carries a network's policies out on candidates that come by themselves (RFC 8838). Pure.</summary>
public static class TrickleRules
{
    private const int MaxShares = 5; // what all devices of a call may have waiting and given, in shares of what one may: it stands in the call's state

    /// <summary>What becomes of a batch.</summary>
    /// <param name="known">The call.</param>
    /// <param name="decision">What the rules of the call make of it, which is not a refusal.</param>
    /// <param name="complete">Whether no more will come.</param>
    /// <param name="max">Candidates that one device may give for one offer.</param>
    public static TrickleOutcome Follow(
        CandidatePolicy policy, StoredCall known, Actor by, CandidateDecision decision, ImmutableArray<SentCandidate> sent, bool complete, Sighting seen, int max, DateTimeOffset now)
    {
        var call = known.Call;
        var place = MediaRules.Find(policy, call, by, sent, seen);
        var located = place == call.Passage.Places.GetValueOrDefault(by) ? null : new CallEvent.Located(by, place, now);
        if (policy.IsOpen && decision is not CandidateDecision.Hold) return new(located is null ? [] : [located], InBatch: true);

        var sorted = decision is CandidateDecision.Hold hold ? Withhold(call, by, hold.Offer, sent, complete, now)
            : Sort(policy, call, place, by, ((CandidateDecision.Deliver)decision).Offer, sent, complete, now);
        if (sorted is not null && (Count(call, sorted) > max || All(call, sorted) > max * MaxShares)) return new([], InBatch: false) { TooMany = true };
        if (complete && decision is CandidateDecision.Deliver deliver && NothingLeft(known, by, deliver.Offer, sent, sorted) is { } nothing) return new([], InBatch: false) { Refusal = nothing };
        if (complete && MediaRules.NoWayLeft(policy, known, by, place, decision, sorted) is { } refusal) return new([], InBatch: false) { Refusal = refusal };
        ImmutableArray<CallEvent> events = [.. located is null ? [] : (CallEvent[])[located], .. sorted is null || IsEmpty(sorted) ? [] : (CallEvent[])[sorted]];
        return new(events, InBatch: sorted is null);
    }

    // A callee that only rings: nobody is shown anything, and its answer settles it with all that is known then.
    private static CallEvent.CandidatesSorted Withhold(Call call, Actor by, int offer, ImmutableArray<SentCandidate> sent, bool complete, DateTimeOffset now)
    {
        var known = CandidateGroup.Find(call.Passage.Withheld, by, offer);
        var added = CandidateGroup.NewIn(known?.Candidates ?? [], sent);
        return new(by, offer, [], [.. added.Select(one => new JudgedCandidate(one, null))], [], now) { EndsLater = complete && known is not { Complete: true } };
    }

    // Null when all pass as they came, and nothing of the device waits that an end would overtake.
    private static CallEvent.CandidatesSorted? Sort(CandidatePolicy policy, Call call, DevicePlace place, Actor by, int offer, ImmutableArray<SentCandidate> sent, bool complete, DateTimeOffset now)
    {
        var receiver = call.IsRinging ? null : call.Passage.PlaceOf(by == call.Caller ? new Actor(call.Callee, call.CalleeDevice!.Value) : call.Caller);
        var sorted = CandidateSorting.Of(policy.Between(place, receiver), sent);
        var waiting = CandidateGroup.Find(call.Passage.Withheld, by, offer);
        var later = complete && (waiting is not null || sorted.Held.Length > 0);
        if (sorted.IsUntouched && !later) return null;

        ImmutableArray<SentCandidate> held = [.. sorted.Held.Select(one => one.Sent)];
        var added = CandidateGroup.NewIn(waiting?.Candidates ?? [], held);
        return new(by, offer, CandidateGroup.NewIn(CandidateGroup.Find(call.Passage.Given, by, offer)?.Candidates ?? [], sorted.Passed),
            sorted.Held.RemoveAll(one => !added.Contains(one.Sent)), sorted.Removed, now)
        {
            Ends = complete && !later,
            EndsLater = later && waiting is not { Complete: true },
        };
    }

    // As of an offer or answer that no more candidates follow: the device's own are all gone, by a rule that the other side's relay does not help against.
    private static MediaRefusal? NothingLeft(StoredCall known, Actor by, int offer, ImmutableArray<SentCandidate> sent, CallEvent.CandidatesSorted? sorted)
    {
        var removed = sorted?.Removed ?? [];
        var rule = removed.IsEmpty ? known.Call.Passage.Barred.FirstOrDefault(one => one.From == by && one.Offer == offer)?.Rule : removed[0].Rule;
        return sent.Length == removed.Length && rule is not null && MediaWays.CodeOf(rule.Value) is not MediaRefusalCode.RelayRequired and var code && !MediaRules.HasGiven(known, by, offer)
            ? new(code, removed) { Rule = rule }
            : null;
    }

    private static bool IsEmpty(CallEvent.CandidatesSorted sorted) =>
        sorted is { Given.IsEmpty: true, Withheld.IsEmpty: true, Removed.IsEmpty: true, Ends: false, EndsLater: false };

    private static int All(Call call, CallEvent.CandidatesSorted sorted) =>
        sorted.Given.Length + sorted.Withheld.Length + call.Passage.Given.Sum(group => group.Candidates.Length) + call.Passage.Withheld.Sum(group => group.Candidates.Length);

    private static int Count(Call call, CallEvent.CandidatesSorted sorted) => sorted.Given.Length + sorted.Withheld.Length
        + (CandidateGroup.Find(call.Passage.Given, sorted.From, sorted.Offer)?.Candidates.Length ?? 0)
        + (CandidateGroup.Find(call.Passage.Withheld, sorted.From, sorted.Offer)?.Candidates.Length ?? 0);
}

/// <summary>What becomes of a batch of candidates.</summary>
/// <param name="Events">What happens to the call, to be committed first; with the candidates in it unless they go as a batch.</param>
/// <param name="InBatch">Whether the batch goes its usual way, untouched.</param>
public sealed record TrickleOutcome(ImmutableArray<CallEvent> Events, bool InBatch)
{
    /// <summary>Whether the device has given more than it may.</summary>
    public bool TooMany { get; init; }

    /// <summary>Why media have no way left, now that no more candidates come; null when they may have one.</summary>
    public MediaRefusal? Refusal { get; init; }

    /// <summary>Candidates that the other side never gets.</summary>
    public int Removed => Events.OfType<CallEvent.CandidatesSorted>().Sum(one => one.Removed.Length);
}
