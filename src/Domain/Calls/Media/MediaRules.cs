using System.Collections.Immutable;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;
using Signaling.Domain.Network.Policies;
using Signaling.Domain.Sdp;

namespace Signaling.Domain.Calls.Media;

/// <summary>Carries a network's policies out on a decided change: finds the device, filters its description, and lets out or drops what an answer settles.</summary>
/// <remarks>An offer meets a receiver whose place nobody knows: what depends on it is withheld, and goes out with the answer, or never.</remarks>
public static class MediaRules
{
    /// <summary>Whether there is anything to carry out.</summary>
    public static bool Concern(CandidatePolicy? policy, Call? call) => policy is not null || call is { Passage.IsFree: false };

    /// <summary>The change under the policies.</summary>
    /// <param name="policy">Those of the tenant's live network; null when it has none, and then what was withheld before goes out.</param>
    /// <param name="known">The call that was decided on; null for an invitation.</param>
    /// <param name="description">The description in the change, as it came; null when it has none.</param>
    /// <param name="relayTimeout">How long an answered call waits for a relay, where one is needed and neither side has it yet.</param>
    public static MediaOutcome Follow(CandidatePolicy? policy, StoredCall? known, Decision.Changed change, SessionDescription? description, Sighting seen, TimeSpan relayTimeout)
    {
        var (events, more) = (ImmutableArray.CreateBuilder<CallEvent>(change.Events.Length), ImmutableArray.CreateBuilder<CallEvent>());
        ImmutableArray<MediaWarning> warnings = [];
        foreach (var happened in change.Events)
        {
            if (happened is CallEvent.Redirected && known is not null) more.AddRange(GivenAgain(known.Call, happened.At));
            if (description is null || Passing.Of(known?.Call, happened) is not { } passing)
            {
                events.Add(happened);
                continue;
            }

            var place = policy is null ? known!.Call.Passage.PlaceOf(passing.From) : Find(policy, known?.Call, passing.From, IceReach.Candidates(description), seen);
            if (policy is not null && place != known?.Call.Passage.Places.GetValueOrDefault(passing.From)) more.Add(new CallEvent.Located(passing.From, place, happened.At));

            var settled = happened is CallEvent.Answered ? Settle(policy, known!, passing, place, happened.At) : [];
            more.AddRange(settled);
            if (policy is null || policy.IsOpen)
            {
                events.Add(happened);
                continue;
            }

            var judge = policy.Between(place, passing.To is { } to ? known!.Call.Passage.PlaceOf(to) : null);
            var filtered = FilteredDescription.Of(judge, description);
            if (Refusal(judge, known, passing, description, filtered, settled) is { } refusal) return new MediaOutcome.Refused(refusal);

            events.Add(passing.With(filtered.Description.Text));
            if (filtered.Held.Length + filtered.Removed.Length > 0)
                more.Add(new CallEvent.CandidatesSorted(passing.From, passing.Offer, [], filtered.Held, filtered.Removed, happened.At) { EndsLater = filtered.HasEnded });
            if (happened is CallEvent.Answered && judge.NeedsRelay is not null && !HasRelay(known!, passing, filtered.Description, settled)) more.Add(new CallEvent.RelayAwaited(happened.At + relayTimeout, happened.At));
            warnings = [.. Warnings(place, filtered)];
        }

        ImmutableArray<CallEvent> all = [.. events, .. more];
        return new MediaOutcome.Passes(new Decision.Changed(more.Aggregate(change.Next, CallRules.Evolve), all), warnings);
    }

    /// <summary>Whether a device of the call has given a relayed candidate that passed.</summary>
    public static bool HasRelay(StoredCall known) =>
        known.Descriptions.Keys.Any(name => Read(known, name) is not { } description || IceReach.Candidates(description).Any(IsRelay))
        || known.Call.Passage.Given.Any(group => group.Candidates.Any(IsRelay))
        || known.Candidates.Any(list => list.HasRelay);

    /// <summary>Whether any candidate of a device for an offer has passed, or waits. A description that is gone may have had one.</summary>
    internal static bool HasGiven(StoredCall known, Actor device, int offer)
    {
        var call = known.Call;
        return Read(known, new(offer, IsAnswer: (device == call.Caller ? CallSide.Caller : CallSide.Callee) != call.OffererOf(offer))) is not { } description
            || !IceReach.Candidates(description).IsEmpty
            || CandidateGroup.Find(call.Passage.Given, device, offer) is { Candidates.IsEmpty: false }
            || CandidateGroup.Find(call.Passage.Withheld, device, offer) is { Candidates.IsEmpty: false }
            || known.Candidates.Any(list => list.From == device && list.Offer == offer && list.Count > 0);
    }

    /// <summary>Where a device is, by what its request shows and what was known of it.</summary>
    internal static DevicePlace Find(CandidatePolicy policy, Call? call, Actor device, IEnumerable<SentCandidate> candidates, Sighting seen) =>
        PlaceFinder.Find(policy.Model, seen.Source, candidates.Select(one => one.Candidate), seen.Declared, call?.Passage.Places.GetValueOrDefault(device));

    /// <summary>Why media have no way left when a device in a connected call says that it has no more candidates: a relay is needed, neither side
    /// has one, and none can come any more. Null when there may be a way.</summary>
    internal static MediaRefusal? NoWayLeft(CandidatePolicy policy, StoredCall known, Actor by, DevicePlace place, CandidateDecision decision, CallEvent.CandidatesSorted? sorted)
    {
        var call = known.Call;
        if (call.Phase is not CallPhase.Connected || call.SideOf(by) is not { } side || decision is not CandidateDecision.Deliver { Offer: var number } || (sorted?.Given.Any(IsRelay) ?? false)) return null;

        var (own, other) = (Passing.On(call, side), Passing.On(call, CallRules.Other(side)));
        var offeredBy = call.OffererOf(number);
        return policy.Between(place, call.Passage.PlaceOf(other)).NeedsRelay is { } rule
            && !HasRelay(known, own, new(number, IsAnswer: side != offeredBy), null)
            && !MayCome(known, other, new(number, IsAnswer: side == offeredBy), null)
            ? new(MediaRefusalCode.RelayRequired, sorted?.Removed ?? []) { Rule = rule }
            : null;
    }

    // With the answer both places are known, and what was withheld on either side goes to the other or to nobody.
    private static ImmutableArray<CallEvent.CandidatesSorted> Settle(CandidatePolicy? policy, StoredCall known, Passing answer, DevicePlace answerer, DateTimeOffset at)
    {
        var (call, settled) = (known.Call, ImmutableArray.CreateBuilder<CallEvent.CandidatesSorted>());
        var waiting = policy is { IsOpen: false } && HeldInStore(known, answer.From) is { } held ? CandidateGroup.Add(call.Passage.Withheld, held) : call.Passage.Withheld;
        foreach (var group in waiting.Where(group => group.From == call.Caller || group.From == answer.From))
        {
            var caller = call.Passage.PlaceOf(call.Caller);
            var sorted = policy is null or { IsOpen: true } ? CandidateSorting.All(group.Candidates)
                : CandidateSorting.Of(group.From == call.Caller ? policy.Between(caller, answerer) : policy.Between(answerer, caller), group.Candidates);
            settled.Add(new(group.From, group.Offer, sorted.Passed, [], sorted.Removed, at) { Ends = group.Complete, Settles = true });
        }

        return settled.ToImmutable();
    }

    /// <summary>What a callee's device has given before it answered, while no policy looked at it: the store holds it back, and lets it out unless the rules do.
    /// Null when there is nothing.</summary>
    public static CandidateGroup? HeldInStore(StoredCall known, Actor device) =>
        known.Candidates.FirstOrDefault(list => list.From == device && list.Offer == 1) is { } list ? new(device, 1, list.Read(), list.Complete) : null;

    private static MediaRefusal? Refusal(CandidateJudge judge, StoredCall? known, Passing passing, SessionDescription description, FilteredDescription filtered, ImmutableArray<CallEvent.CandidatesSorted> settled)
    {
        if (passing.To is not { } other) return MediaWays.OfOffer(judge, description, filtered);

        var own = settled.FirstOrDefault(one => one.From == passing.From);
        return MediaWays.OfAnswer(
            judge,
            isFinal: IceReach.IsFinal(description) || own is { Ends: true },
            left: filtered.Left + (own?.Given.Length ?? 0),
            removed: own is null ? filtered.Removed : filtered.Removed.AddRange(own.Removed),
            mayComeFromOther: () => !passing.IsAnswer || MayCome(known!, other, DescriptionRef.OfferOf(passing.Offer), settled.FirstOrDefault(one => one.From == other)));
    }

    // Whether a device has a relayed candidate, or has not said that no more will come. A description that is gone may have had one.
    private static bool MayCome(StoredCall known, Actor device, DescriptionRef from, CallEvent.CandidatesSorted? settled)
    {
        if (Read(known, from) is not { } description) return true;
        var ended = settled is { Ends: true }
            || known.Candidates.Any(list => list.From == device && list.Offer == from.Offer && list.Complete)
            || CandidateGroup.Find(known.Call.Passage.Given, device, from.Offer) is { Complete: true }
            || (settled is null && IceReach.IsFinal(description));
        return !ended || HasRelay(known, device, from, settled);
    }

    private static bool HasRelay(StoredCall known, Actor device, DescriptionRef from, CallEvent.CandidatesSorted? settled) =>
        Read(known, from) is not { } description
        || IceReach.Candidates(description).Any(IsRelay)
        || (settled?.Given.Any(IsRelay) ?? false)
        || (CandidateGroup.Find(known.Call.Passage.Given, device, from.Offer)?.Candidates.Any(IsRelay) ?? false)
        || known.Candidates.Any(list => list.From == device && list.Offer == from.Offer && list.HasRelay);

    // An answer or its offer, with what the answer lets out.
    private static bool HasRelay(StoredCall known, Passing answer, SessionDescription description, ImmutableArray<CallEvent.CandidatesSorted> settled) =>
        IceReach.Candidates(description).Any(IsRelay)
        || settled.Any(one => one.Given.Any(IsRelay))
        || HasRelay(known, answer.To!.Value, DescriptionRef.OfferOf(answer.Offer), null);

    private static SessionDescription? Read(StoredCall known, DescriptionRef name) =>
        known.Descriptions.TryGetValue(name, out var text) && SdpParser.TryParse(text, SdpLimits.Default, out var description, out _) ? description : null;

    private static bool IsRelay(SentCandidate sent) => sent.Candidate.Type is IceCandidateType.Relayed;

    // Whoever the call is sent on to has seen nothing of what went to the one before.
    private static IEnumerable<CallEvent> GivenAgain(Call call, DateTimeOffset at) => call.Passage.Given
        .Where(group => group.From == call.Caller)
        .Select(group => new CallEvent.CandidatesSorted(group.From, group.Offer, group.Candidates, [], [], at) { Ends = group.Complete });

    private static IEnumerable<MediaWarning> Warnings(DevicePlace place, FilteredDescription filtered) => new (bool Is, MediaWarning Warning)[]
    {
        (place.Location is Network.Location.Unknown, MediaWarning.LocationUnknown),
        (filtered.Removed.Length > 0, MediaWarning.CandidatesRemoved),
        (filtered.Held.Length > 0, MediaWarning.CandidatesHeld),
        (filtered.Discouraged > 0, MediaWarning.MediaOverVpn),
    }.Where(one => one.Is).Select(one => one.Warning);
}
