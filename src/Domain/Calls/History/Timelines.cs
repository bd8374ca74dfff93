using System.Collections.Immutable;
using System.Globalization;
using Signaling.Domain.Identity;
using Signaling.Domain.Network.Policies;
using Signaling.Domain.Sdp;

namespace Signaling.Domain.Calls.History;

/// <summary>What of a call's events stands in its timeline. Messages do not, and nothing secret does.</summary>
public static class Timelines
{
    /// <summary>Lines of events that are kept: the first 32 and the newest.</summary>
    public const int MaxEntries = 256;

    /// <summary>Lines beside events that are kept: the newest.</summary>
    public const int MaxNotes = 64;

    /// <summary>Candidates told in one line.</summary>
    public const int MaxCandidates = 32;

    private const int FirstKept = 32;

    /// <summary>The line that gives way to a new one; null while there is room.</summary>
    public static int? Displaced(int number) => number > MaxEntries ? number - (MaxEntries - FirstKept) : null;

    /// <summary>Lines as they are read: those of events in the order of these, whatever the edges that decided them took for the time, and those
    /// beside them where their time puts them.</summary>
    public static ImmutableArray<TimelineEntry> InOrder(IEnumerable<TimelineEntry> lines)
    {
        var latest = DateTimeOffset.MinValue;
        return
        [
            .. lines.OrderBy(line => line.Number)
                .Select(line => (Line: line, At: line.Number == 0 ? line.At : latest = line.At > latest ? line.At : latest)).ToArray()
                .OrderBy(placed => placed.At).ThenBy(placed => placed.Line.Number).Select(placed => placed.Line),
        ];
    }

    /// <summary>The lines of a change.</summary>
    /// <param name="before">The call before it; null for an invitation.</param>
    public static ImmutableArray<TimelineEntry> Of(Call? before, Decision.Changed change)
    {
        var lines = ImmutableArray.CreateBuilder<TimelineEntry>();
        var number = before?.Events ?? 0;
        var call = before ?? change.Next;
        foreach (var happened in change.Events)
        {
            number++;
            lines.AddRange(Of(call, happened).Select(line => line with { Number = number }));
            if (happened is not CallEvent.Invited) call = CallRules.Evolve(call, happened);
        }

        return lines.ToImmutable();
    }

    private static ImmutableArray<TimelineEntry> Of(Call call, CallEvent happened) => happened switch
    {
        CallEvent.Invited e                     => [By(e, TimelineKind.Invited, e.By, ("to", e.To.Value))],
        CallEvent.DeviceRang e                  => [By(e, TimelineKind.Ringing, new(call.Callee, e.Device))],
        CallEvent.DeviceRejected e              => [By(e, TimelineKind.Rejected, new(call.Callee, e.Device), ("reason", Word(e.Reason)))],
        CallEvent.Redirected e                  => [By(e, TimelineKind.Redirected, e.By, ("to", e.To.Value))],
        CallEvent.Answered e                    => [By(e, TimelineKind.Answered, e.By)],
        CallEvent.HoldChanged e                 => [By(e, e.Held ? TimelineKind.Held : TimelineKind.Resumed, On(call, e.By))],
        CallEvent.Offered e                     => [By(e, TimelineKind.Offered, On(call, e.By), ("offer", Word(e.Number)))],
        CallEvent.OfferAnswered e               => [By(e, TimelineKind.Renegotiated, On(call, e.By), ("offer", Word(e.Number)))],
        CallEvent.OfferDropped e                => [By(e, TimelineKind.OfferDropped, On(call, e.OfferedBy), ("offer", Word(e.Number)), ("outcome", Word(e.Outcome)))],
        CallEvent.DeviceLost e                  => [By(e, TimelineKind.PeerReconnecting, On(call, e.Side))],
        CallEvent.DeviceReturned e when call.PresenceOn(e.Side).Reach is Reach.Away => [By(e, TimelineKind.PeerReturned, On(call, e.Side))],
        CallEvent.Located e                     => [By(e, TimelineKind.Located, e.By, Facts(e.Place))],
        CallEvent.CandidatesSorted e            => Sorted(e),
        CallEvent.Ended e                       => [new(0, e.At, TimelineKind.Ended, e.By, null) { Facts = Of([("reason", Word(e.Reason)), ("rejection", e.Rejection is { } how ? Word(how) : null)]) }],
        _                                       => [],
    };

    // One event, one line: what was removed is told before what waits, and that before what went out.
    private static ImmutableArray<TimelineEntry> Sorted(CallEvent.CandidatesSorted e)
    {
        var ruled = e.Withheld.RemoveAll(one => one.Rule is null);
        return
        [
            .. e.Removed.IsEmpty ? [] : (TimelineEntry[])[Candidates(e, TimelineKind.CandidatesRemoved, e.Removed)],
            .. ruled.IsEmpty ? [] : (TimelineEntry[])[Candidates(e, TimelineKind.CandidatesHeld, ruled)],
            .. !e.Settles || e.Given.IsEmpty ? [] : (TimelineEntry[])[Candidates(e, TimelineKind.CandidatesReleased, [.. e.Given.Select(one => new JudgedCandidate(one, null))])],
        ];
    }

    private static TimelineEntry Candidates(CallEvent.CandidatesSorted e, TimelineKind kind, ImmutableArray<JudgedCandidate> all) => By(e, kind, e.From, ("offer", Word(e.Offer))) with
    {
        Candidates = [.. all.Take(MaxCandidates).Select(one => new TimelineCandidate(TypeOf(one.Candidate), one.Candidate.IsTcp ? "tcp" : "udp", one.Candidate.Address, one.Candidate.Port, one.Rule))],
        MoreCandidates = Math.Max(0, all.Length - MaxCandidates),
    };

    private static TimelineEntry By(CallEvent happened, TimelineKind kind, Actor by, params (string Name, string? Value)[] facts) =>
        new(0, happened.At, kind, by.User, by.Device) { Facts = Of(facts) };

    private static Actor On(Call call, CallSide side) => side is CallSide.Caller ? call.Caller : new(call.Callee, call.CalleeDevice ?? default);

    private static (string, string?)[] Facts(DevicePlace place) =>
        [("location", Word(place.Location)), ("network", place.Network), ("doubt", place.Doubt is { } doubt ? Word(doubt) : null), ("source", place.Source)];

    private static ImmutableSortedDictionary<string, string> Of((string Name, string? Value)[] facts) =>
        facts.Where(fact => fact.Value is not null).ToImmutableSortedDictionary(fact => fact.Name, fact => fact.Value!, StringComparer.Ordinal);

    private static string TypeOf(IceCandidate candidate) => candidate.Type switch
    {
        IceCandidateType.Host            => "host",
        IceCandidateType.ServerReflexive => "srflx",
        IceCandidateType.PeerReflexive   => "prflx",
        _                                => "relay",
    };

    private static string Word(int number) => number.ToString(CultureInfo.InvariantCulture);

    // As on the wire: AnsweredElsewhere is answered_elsewhere.
    private static string Word(Enum value) => string.Concat(value.ToString().Select((letter, i) => char.IsUpper(letter) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
