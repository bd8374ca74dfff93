namespace Signaling.Api.Problems;

internal static partial class ErrorCatalogue
{
    /// <summary>What the rules of a call refuse (<c>CallError</c> in Domain), and kinds of callee that are not built yet.</summary>
    private static IEnumerable<ErrorEntry> Calls =>
    [
        new("role_not_allowed", 403, "Not this side's to do", "The other side of the call may do this; you may not.", "Leave it to the other side, or hang up."),
        new("not_this_device", 403, "Another device is in the call", "You are in this call on another of your devices.", "Act from the device that is in the call."),
        new("call_not_found", 404, "No such call", "There is no such call, or none that this user takes part in.", "Check the id; a call is seen by its participants only, and for a day after its end."),
        new("already_rejected", 409, "Already rejected", "This device has rejected the call before.", "Answer from another device, or call back."),
        new("answered_elsewhere", 409, "Answered elsewhere", "Another device of the callee answered first.", "Stop ringing on this device."),
        new("call_already_answered", 409, "Call already answered", "This is for a call that still rings, and it has been answered.", "Read the call, and act on its current state."),
        new("call_ended", 409, "Call ended", "The call is over.", "Place a new call."),
        new("call_not_answered", 409, "Call not answered", "This needs a connected call, and nobody has answered yet.", "Wait for call.answered."),
        new("glare", 409, "Crossed invites", "The callee is calling you at the same moment; that call stands, and no second one was made.", "Answer the call that the problem names in `callId`."),
        new("not_allowed_now", 409, "Not allowed now", "The call is in a state in which this cannot be done; the client library says it too.", "Read the call, and act on its current state."),
        new("offer_not_pending", 409, "Offer not pending", "The offer named never was, or it is answered, rejected or lapsed.", "Read the call; its `pendingOffer` is the one that can be answered."),
        new("offer_pending", 409, "Offer pending", "An offer waits for its answer, and only one can at a time.", "Answer or await the pending offer, then offer again."),
        new("offer_superseded", 409, "Offer superseded", "The offer named gave way to a newer one of the caller.", "Answer the call's pending offer."),
        new("redirect_loop", 409, "Redirect loop", "The call has been at that user already.", "Send it to someone else, or reject it."),
        new("too_many_calls", 409, "Too many calls", "The user has as many open calls as are allowed.", "End one of them first."),
        new("too_many_candidates", 409, "Too many candidates", "The device has given as many candidates for this offer as are allowed.", "Send each candidate once; the limit is in docs/configuration.md."),
        new("too_many_devices", 409, "Too many devices", "As many devices as are allowed have spoken about this call.", "Act from a device that is already part of the call."),
        new("too_many_redirects", 409, "Too many redirects", "The call has been sent on as often as is allowed.", "Answer or reject it here."),
        new("direct_media_blocked", 409, "Direct media blocked", "Media go directly, and the owner of a network between the two forbids it; the report is kept.", "Restart ICE with `iceTransportPolicy: 'relay'`, and have the firewall block what its owner forbids."),
        new("cannot_call_yourself", 422, "Cannot call yourself", "Caller and callee are the same user.", "Call another user."),
        new("federation_not_available", 422, "Federation not available", "Callees of the kind fed: are planned, and not built yet.", "Call a user of this deployment by a bare user id."),
        new("phone_calls_not_available", 422, "Phone calls not available", "Callees of the kind tel: are planned, and not built yet.", "Call a user of this deployment by a bare user id."),
        new("sip_not_available", 422, "SIP not available", "Callees of the kind sip: are planned, and not built yet.", "Call a user of this deployment by a bare user id."),
        new("transfer_not_available", 422, "Transfer not available", "Handing a connected call over is planned, and not built yet.", "Redirect a call while it rings, or place a new one."),
        new("too_many_reports", 429, "Too many reports", "The device has reported on this call as often in this minute as is allowed.", "Put several samples into one request, up to 20; the limit is in docs/configuration.md.", RetryAfterSeconds: 60),
        new("command_expired", 503, "Too late to be written", "The command's time ran out before the store took it; nothing was changed.", "Send the same request again, with its Idempotency-Key.", RetryAfterSeconds: 1),
    ];
}
