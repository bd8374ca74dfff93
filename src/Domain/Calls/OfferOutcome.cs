namespace Signaling.Domain.Calls;

/// <summary>What became of an offer in a connected call.</summary>
public enum OfferOutcome
{
    /// <summary>The other side answered it; its session is the agreed one.</summary>
    Accepted,

    /// <summary>The other side refused it; the last agreed session stands.</summary>
    Rejected,

    /// <summary>Its own side took it back.</summary>
    Withdrawn,

    /// <summary>It was the callee's and gave way to one of the caller's.</summary>
    Superseded,

    /// <summary>Nobody answered it in time.</summary>
    Expired,
}
