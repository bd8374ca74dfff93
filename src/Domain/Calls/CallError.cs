namespace Signaling.Domain.Calls;

/// <summary>Why a command on a call is refused. Each name is a code on the wire: <c>AnsweredElsewhere</c> is <c>answered_elsewhere</c>.</summary>
public enum CallError
{
    /// <summary>There is no such call, or none that the asker may know of.</summary>
    CallNotFound,

    /// <summary>The other side of the call may do this; the asker may not.</summary>
    RoleNotAllowed,

    /// <summary>The user is in the call on another of its devices.</summary>
    NotThisDevice,

    /// <summary>Another device of the callee was first.</summary>
    AnsweredElsewhere,

    /// <summary>The call is over.</summary>
    CallEnded,

    /// <summary>Nobody has answered yet, and this needs a connected call.</summary>
    CallNotAnswered,

    /// <summary>The call is already answered, and this is for a ringing one.</summary>
    CallAlreadyAnswered,

    /// <summary>This device has already rejected the call.</summary>
    AlreadyRejected,

    /// <summary>An offer waits for its answer, and it goes first.</summary>
    OfferPending,

    /// <summary>The offer named gave way to a newer one of the caller.</summary>
    OfferSuperseded,

    /// <summary>The offer named does not wait for an answer: it never was, or it is answered, rejected or lapsed.</summary>
    OfferNotPending,

    /// <summary>The two users are calling each other; the call named survives.</summary>
    Glare,

    /// <summary>Caller and callee are one.</summary>
    CannotCallYourself,

    /// <summary>The call has been at that user already.</summary>
    RedirectLoop,

    /// <summary>The call has been sent on as often as is allowed.</summary>
    TooManyRedirects,

    /// <summary>The user has as many open calls as are allowed.</summary>
    TooManyCalls,

    /// <summary>As many devices as are allowed have spoken about this call.</summary>
    TooManyDevices,

    /// <summary>The device has given as many candidates for this offer as are allowed.</summary>
    TooManyCandidates,

    /// <summary>The call's version is another than the one the request was made for.</summary>
    VersionMismatch,

    /// <summary>Others changed the call again and again while this was tried.</summary>
    Conflict,

    /// <summary>The idempotency key was used for another request.</summary>
    IdempotencyKeyReused,

    /// <summary>The command came too late: its time had run out before it could be written, and nothing was.</summary>
    CommandExpired,
}
