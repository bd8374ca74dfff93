using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Signaling.Api.Problems;
using Signaling.Api.Wire;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;
using Signaling.Domain.Sdp;

namespace Signaling.Api.Calls;

/// <summary>A call as one of its participants may see it.</summary>
/// <param name="Id">The call's id.</param>
/// <param name="State"><c>inviting</c>, <c>ringing</c>, <c>connected</c> or <c>ended</c>.</param>
/// <param name="Version">Which state of the call this is; also its <c>ETag</c>.</param>
/// <param name="From">Who placed it.</param>
/// <param name="To">Who is called.</param>
/// <param name="AnsweredBy">The device that answered.</param>
/// <param name="Reachable">Whether a device of the callee was there when it was invited, or has spoken since.</param>
/// <param name="Media">What is wanted done with the media.</param>
/// <param name="Negotiated">What offer and answer agree on; null until the call is answered.</param>
/// <param name="Held">Which sides hold the call.</param>
/// <param name="Reconnecting">Which sides have vanished and may come back; the call ends as <c>peer_lost</c> if they do not in time.</param>
/// <param name="RedirectedFrom">Who the call was sent on from, oldest first.</param>
/// <param name="CreatedAt">When it was placed.</param>
/// <param name="RingUntil">When it stops ringing.</param>
/// <param name="AnsweredAt">When it was answered.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="EndReason">Why it ended: <c>cancelled</c>, <c>rejected</c>, <c>hung_up</c>, <c>timed_out</c> and so on.</param>
/// <param name="Rejection">How it was rejected: <c>busy</c>, <c>declined</c> or <c>forbidden</c>.</param>
/// <param name="EndedBy">Who ended it; null when time did. With <c>peer_lost</c>, who was lost.</param>
/// <param name="Offer">The offer of the last agreed pair; before the answer, the invitation's. Only where one call is read.</param>
/// <param name="Answer">The answer of the last agreed pair.</param>
/// <param name="PendingOffer">The offer that waits for an answer; with its description only where one call is read.</param>
/// <param name="Candidates">What was trickled for these offers.</param>
/// <param name="Warnings">What in the description sent may make the call worse: <c>missing_relay_candidate</c>, <c>media_over_tcp</c>, <c>related_address_missing</c> where a call is placed;
/// <c>location_unknown</c>, <c>candidates_removed</c>, <c>candidates_held</c>, <c>media_over_vpn</c> where a network's policies apply. Only in answers to descriptions.</param>
/// <param name="Place">Where the asker's device is, in the tenant's live network; the other side's is not shown. Only where one call is read.</param>
public sealed record CallResponse(
    string Id,
    string State,
    string Version,
    Party From,
    string To,
    Party? AnsweredBy,
    bool Reachable,
    MediaRequest Media,
    NegotiatedResponse? Negotiated,
    HeldResponse Held,
    ReconnectingResponse Reconnecting,
    IReadOnlyList<string> RedirectedFrom,
    DateTimeOffset CreatedAt,
    DateTimeOffset RingUntil,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? EndedAt,
    string? EndReason,
    string? Rejection,
    Party? EndedBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DescriptionResponse? Offer = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DescriptionResponse? Answer = null,
    PendingOfferResponse? PendingOffer = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<CandidatesResponse>? Candidates = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Warnings = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OwnPlaceResponse? Place = null)
{
    /// <summary>The call without its descriptions, as commands answer with it.</summary>
    internal static CallResponse Of(StoredCall stored)
    {
        var call = stored.Call;
        return new CallResponse(
            call.Id.Value,
            Problem.CodeOf(call.Phase),
            stored.Version.ToString(),
            Party.Of(call.Caller),
            call.Callee.Value,
            call.CalleeDevice is { } device ? new Party(call.Callee.Value, device.Value) : null,
            call.CalleeDevice is not null || call.Invited.Count > 0 || call.Devices.Count > 0,
            new MediaRequest(call.Media.Recording, call.Media.Transcription),
            call.Agreed is { } agreed ? new NegotiatedResponse(agreed.Media) : null,
            new HeldResponse(call.HeldByCaller, call.HeldByCallee),
            new ReconnectingResponse(IsAway(call, CallSide.Caller), IsAway(call, CallSide.Callee)),
            [.. call.RedirectedFrom.Select(user => user.Value)],
            call.CreatedAt,
            call.RingUntil,
            call.AnsweredAt,
            call.EndedAt,
            call.EndReason is { } reason ? Problem.CodeOf(reason) : null,
            call.Rejection is { } rejection ? Problem.CodeOf(rejection) : null,
            call.EndedBy is { } by ? new Party(by.Value) : null,
            PendingOffer: call.Pending is { } pending ? new PendingOfferResponse(pending.Number, PartyOn(call, pending.By)) : null); // hold and resume learn its number from this
    }

    /// <summary>The call with all that <paramref name="viewer"/> needs to rebuild it.</summary>
    internal static CallResponse Whole(StoredCall stored, Actor viewer)
    {
        var call = stored.Call;
        var number = call.Agreed?.Number ?? 1;
        var offerer = call.Agreed?.OfferedBy ?? CallSide.Caller;
        return Of(stored) with
        {
            Offer = Describe(stored, DescriptionRef.OfferOf(number), offerer),
            Answer = Describe(stored, DescriptionRef.AnswerTo(number), CallRules.Other(offerer)),
            PendingOffer = call.Pending is { } pending && Describe(stored, DescriptionRef.OfferOf(pending.Number), pending.By) is { } offer
                ? new PendingOfferResponse(pending.Number, offer.By, offer.Sdp)
                : null,
            Place = OwnPlaceResponse.Of(stored, viewer),
            Candidates = [.. CandidateReader.Of(stored).Where(c => (c.Offer == number || c.Offer == call.Pending?.Number) && MaySee(call, viewer, c.From)).Select(CandidatesResponse.Of)],
        };
    }

    private static bool IsAway(Call call, CallSide side) => call is { Phase: not CallPhase.Ended } && call.PresenceOn(side).Reach is Reach.Away;

    private static DescriptionResponse? Describe(StoredCall stored, DescriptionRef key, CallSide by) =>
        stored.Descriptions.TryGetValue(key, out var sdp) ? new DescriptionResponse(sdp, PartyOn(stored.Call, by)) : null;

    private static Party PartyOn(Call call, CallSide side) =>
        side is CallSide.Caller ? Party.Of(call.Caller) : new Party(call.Callee.Value, call.CalleeDevice?.Value);

    // A callee's addresses are nobody's but its own before it has answered, and only the answering device's are shown then.
    private static bool MaySee(Call call, Actor viewer, Actor from) =>
        from == viewer || from == call.Caller || (call.CalleeDevice is { } device && from == new Actor(call.Callee, device));
}

/// <summary>A session description and who gave it.</summary>
public sealed record DescriptionResponse(string Sdp, Party By);

/// <summary>An offer that waits for its answer.</summary>
public sealed record PendingOfferResponse(
    int Number, Party By, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Sdp = null);

/// <summary>Which sides hold the call.</summary>
public sealed record HeldResponse(bool Caller, bool Callee);

/// <summary>Which sides have vanished from the call and may come back.</summary>
public sealed record ReconnectingResponse(bool Caller, bool Callee);

/// <summary>What offer and answer agree on, an entry a media section.</summary>
public sealed record NegotiatedResponse(ImmutableArray<NegotiatedMedia> Media);

/// <summary>The candidates of one device for one offer.</summary>
public sealed record CandidatesResponse(Party From, int Offer, RawJsonArray Candidates, bool EndOfCandidates)
{
    internal static CandidatesResponse Of(TrickledCandidates trickled) =>
        new(Party.Of(trickled.From), trickled.Offer, new RawJsonArray(trickled.Json), trickled.Complete);
}

/// <summary>Some of the caller's calls, newest first.</summary>
/// <param name="Calls">The calls, without their descriptions.</param>
/// <param name="Next">What to send as <c>after</c> for more; null at the end.</param>
public sealed record CallListResponse(IReadOnlyList<CallResponse> Calls, string? Next);

/// <summary>An offer that was made.</summary>
/// <param name="Number">Its number, from 2.</param>
/// <param name="Call">The call now.</param>
public sealed record OfferResponse(int Number, CallResponse Call);
