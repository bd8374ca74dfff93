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
    public static MediaOutcome Follow(CandidatePolicy? policy, StoredCall? known, Decision.Changed change, SessionDescription? description, Sighting seen)
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

            var settled = happened is CallEvent.Answered ? Settle(policy, known!.Call, passing, place, happened.At) : [];
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
            warnings = [.. Warnings(place, filtered)];
        }

        ImmutableArray<CallEvent> all = [.. events, .. more];
        return new MediaOutcome.Passes(new Decision.Changed(more.Aggregate(change.Next, CallRules.Evolve), all), warnings);
    }

    /// <summary>Where a device is, by what its request shows and what was known of it.</summary>
    internal static DevicePlace Find(CandidatePolicy policy, Call? call, Actor device, IEnumerable<SentCandidate> candidates, Sighting seen) =>
        PlaceFinder.Find(policy.Model, seen.Source, candidates.Select(one => one.Candidate), seen.Declared, call?.Passage.Places.GetValueOrDefault(device));

    // With the answer both places are known, and what was withheld on either side goes to the other or to nobody.
    private static ImmutableArray<CallEvent.CandidatesSorted> Settle(CandidatePolicy? policy, Call call, Passing answer, DevicePlace answerer, DateTimeOffset at)
    {
        var settled = ImmutableArray.CreateBuilder<CallEvent.CandidatesSorted>();
        foreach (var group in call.Passage.Withheld.Where(group => group.From == call.Caller || group.From == answer.From))
        {
            var caller = call.Passage.PlaceOf(call.Caller);
            var sorted = policy is null or { IsOpen: true } ? CandidateSorting.All(group.Candidates)
                : CandidateSorting.Of(group.From == call.Caller ? policy.Between(caller, answerer) : policy.Between(answerer, caller), group.Candidates);
            settled.Add(new(group.From, group.Offer, sorted.Passed, [], sorted.Removed, at) { Ends = group.Complete, Settles = true });
        }

        return settled.ToImmutable();
    }

    private static MediaRefusal? Refusal(CandidateJudge judge, StoredCall? known, Passing passing, SessionDescription description, FilteredDescription filtered, ImmutableArray<CallEvent.CandidatesSorted> settled)
    {
        if (passing.To is not { } other) return MediaWays.OfOffer(judge, description, filtered);

        var own = settled.FirstOrDefault(one => one.From == passing.From);
        return MediaWays.OfAnswer(
            judge,
            isFinal: IceReach.IsFinal(description) || own is { Ends: true },
            left: filtered.Left + (own?.Given.Length ?? 0),
            removed: own is null ? filtered.Removed : filtered.Removed.AddRange(own.Removed),
            mayComeFromOther: () => !passing.IsAnswer || MayCome(known!, other, passing.Offer, settled.FirstOrDefault(one => one.From == other)));
    }

    // Whether the offerer has a relay to offer, or has not said that no more will come.
    private static bool MayCome(StoredCall known, Actor offerer, int number, CallEvent.CandidatesSorted? settled)
    {
        var trickled = known.Candidates.FirstOrDefault(list => list.From == offerer && list.Offer == number);
        var given = CandidateGroup.Find(known.Call.Passage.Given, offerer, number);
        if (!known.Descriptions.TryGetValue(DescriptionRef.OfferOf(number), out var text) || !SdpParser.TryParse(text, SdpLimits.Default, out var offer, out _)) return true;
        var ended = settled is { Ends: true } || trickled is { Complete: true } || given is { Complete: true } || (settled is null && IceReach.IsFinal(offer));
        return !ended
            || IceReach.Candidates(offer).Any(IsRelay)
            || (settled?.Given.Any(IsRelay) ?? false)
            || (given?.Candidates.Any(IsRelay) ?? false)
            || (trickled is not null && trickled.Json.Span.IndexOf(" typ relay"u8) >= 0);
    }

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
