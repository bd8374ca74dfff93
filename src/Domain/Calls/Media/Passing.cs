using Signaling.Domain.Identity;

namespace Signaling.Domain.Calls.Media;

/// <summary>A description on its way from one device to another.</summary>
/// <param name="Event">The event that carries it.</param>
/// <param name="From">Whose it is.</param>
/// <param name="To">Who gets it; null while that may be any device of the callee.</param>
/// <param name="Offer">The number of its offer.</param>
/// <param name="IsAnswer">Whether it is the answer to it.</param>
internal sealed record Passing(CallEvent Event, Actor From, Actor? To, int Offer, bool IsAnswer)
{
    /// <summary>What an event carries; null when it carries no description.</summary>
    public static Passing? Of(Call? call, CallEvent happened) => happened switch
    {
        CallEvent.Invited e       => new(e, e.By, null, 1, IsAnswer: false),
        CallEvent.Answered e      => new(e, e.By, call!.Caller, 1, IsAnswer: true),
        CallEvent.Offered e       => new(e, On(call!, e.By), On(call!, CallRules.Other(e.By)), e.Number, IsAnswer: false),
        CallEvent.OfferAnswered e => new(e, On(call!, e.By), On(call!, CallRules.Other(e.By)), e.Number, IsAnswer: true),
        _                         => null,
    };

    /// <summary>The event with another description.</summary>
    public CallEvent With(string sdp) => Event switch
    {
        CallEvent.Invited e       => e with { Sdp = sdp },
        CallEvent.Answered e      => e with { Sdp = sdp },
        CallEvent.Offered e       => e with { Sdp = sdp },
        CallEvent.OfferAnswered e => e with { Sdp = sdp },
        _                         => Event,
    };

    /// <summary>The device on a side of a connected call.</summary>
    public static Actor On(Call call, CallSide side) => side is CallSide.Caller ? call.Caller : new Actor(call.Callee, call.CalleeDevice!.Value);
}
