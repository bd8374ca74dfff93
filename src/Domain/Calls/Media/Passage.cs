using System.Collections.Immutable;
using Signaling.Domain.Identity;
using Signaling.Domain.Network.Policies;

namespace Signaling.Domain.Calls.Media;

/// <summary>What a network's policies have made of a call: where its devices are, and which of their candidates wait or went by themselves.</summary>
/// <param name="Places">Where each device that has spoken was found.</param>
/// <param name="Withheld">Candidates that wait for the answer; nobody is shown them.</param>
/// <param name="Given">Candidates that the other side got apart from descriptions and untouched trickling; for whoever rebuilds the call.</param>
public sealed record Passage(ImmutableDictionary<Actor, DevicePlace> Places, ImmutableArray<CandidateGroup> Withheld, ImmutableArray<CandidateGroup> Given)
{
    /// <summary>Of a call that no policy has touched.</summary>
    public static Passage Free { get; } = new(ImmutableDictionary<Actor, DevicePlace>.Empty, [], []);

    /// <summary>By which rules candidates of each device for each offer were taken out, the first of each.</summary>
    public ImmutableArray<Barring> Barred { get; init; } = [];

    /// <summary>When the call ends unless a relayed candidate has come by then, in store time; null when none is missing.</summary>
    public DateTimeOffset? RelayUntil { get; init; }

    /// <summary>Whether no policy has touched the call.</summary>
    public bool IsFree => Places.IsEmpty && Withheld.IsEmpty && Given.IsEmpty && Barred.IsEmpty && RelayUntil is null;

    /// <summary>Where a device is; unknown if it was never looked for.</summary>
    public DevicePlace PlaceOf(Actor device) => Places.GetValueOrDefault(device, DevicePlace.Unknown);

    /// <summary>After an event of the call.</summary>
    internal Passage After(Call before, CallEvent happened) => happened switch
    {
        CallEvent.Located e                    => this with { Places = Places.SetItem(e.By, e.Place) },
        CallEvent.CandidatesSorted e           => After(e),
        CallEvent.RelayAwaited e               => this with { RelayUntil = e.Until },
        CallEvent.RelayFound                   => this with { RelayUntil = null },
        _ when IsFree                          => this,
        CallEvent.Answered e                   => OnlyOf(device => device == before.Caller || device == e.By),
        CallEvent.Redirected                   => OnlyOf(device => device == before.Caller),
        CallEvent.OfferAnswered e              => this with { Given = Given.RemoveAll(group => group.Offer < e.Number), Barred = Barred.RemoveAll(one => one.Offer < e.Number) },
        CallEvent.Ended                        => this with { Withheld = [] },
        _                                      => this,
    };

    private Passage After(CallEvent.CandidatesSorted e) => this with
    {
        Withheld = e.Settles
            ? Withheld.RemoveAll(group => group.From == e.From && group.Offer == e.Offer)
            : CandidateGroup.Add(Withheld, new(e.From, e.Offer, [.. e.Withheld.Select(one => one.Sent)], e.EndsLater)),
        Given = CandidateGroup.Add(Given, new(e.From, e.Offer, e.Given, e.Ends)),
        Barred = e.Removed.FirstOrDefault(one => one.Rule is not null)?.Rule is { } rule && Barred.All(one => one.From != e.From || one.Offer != e.Offer) ? Barred.Add(new(e.From, e.Offer, rule)) : Barred,
    };

    private Passage OnlyOf(Func<Actor, bool> stays) => this with
    {
        Places = Places.RemoveRange(Places.Keys.Where(device => !stays(device))),
        Withheld = Withheld.RemoveAll(group => !stays(group.From)),
        Given = Given.RemoveAll(group => !stays(group.From)),
        Barred = Barred.RemoveAll(one => !stays(one.From)),
    };
}

/// <summary>A device whose candidates for an offer were not all passed on.</summary>
/// <param name="Rule">The first rule that took one out.</param>
public sealed record Barring(Actor From, int Offer, PolicyRule Rule);
