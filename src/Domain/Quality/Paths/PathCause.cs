namespace Signaling.Domain.Quality.Paths;

/// <summary>Why media take the way they take. <see cref="PathCauses"/> says when each holds, and what to do.</summary>
public enum PathCause
{
    /// <summary>ICE has failed, and no relay answered (CALL-FLOWS #2).</summary>
    NoRelayReached,

    /// <summary>ICE has failed although relays answered (CALL-FLOWS #62, #70).</summary>
    NoPairWorks,

    /// <summary>Media go out, none come back, and the network has two ways (CALL-FLOWS #143).</summary>
    AsymmetricRouting,

    /// <summary>Media go out and none come back (CALL-FLOWS #143).</summary>
    NothingReceived,

    /// <summary>Media travel through the VPN (CALL-FLOWS #156, #227).</summary>
    MediaOverVpn,

    /// <summary>Media go directly, and the network's owner forbids it (CALL-FLOWS #90).</summary>
    DirectDespitePolicy,

    /// <summary>The relay is none of the native ones (CALL-FLOWS #152).</summary>
    ThirdPartyRelay,

    /// <summary>The description says that the perimeter passes no UDP to the relay (CALL-FLOWS #2).</summary>
    UdpToRelayForbidden,

    /// <summary>Neither UDP nor plain TCP reaches the relay; only TLS does (CALL-FLOWS #12).</summary>
    OnlyTlsToRelay,

    /// <summary>UDP does not reach the relay, although nothing in the description forbids it (CALL-FLOWS #2, #12).</summary>
    UdpToRelayBlocked,

    /// <summary>Media go directly, but over TCP (CALL-FLOWS #72).</summary>
    DirectOverTcp,

    /// <summary>The app asked for relays only.</summary>
    RelayOnlyByApp,

    /// <summary>The call asks for a media server, and goes without (CALL-FLOWS #32).</summary>
    MediaServerMissing,

    /// <summary>A more direct pair works, and is not used (CALL-FLOWS #66).</summary>
    BetterPairUnused,

    /// <summary>The owner of a network forbids direct media between the two (CALL-FLOWS #90).</summary>
    DirectForbidden,

    /// <summary>UDP between devices inside is blocked (CALL-FLOWS #67).</summary>
    InternalUdpBlocked,

    /// <summary>The description says that the perimeter passes no UDP to peers (CALL-FLOWS #2).</summary>
    UdpToPeersForbidden,

    /// <summary>Media between inside and outside seldom get through directly (CALL-FLOWS #69).</summary>
    DirectUnlikely,

    /// <summary>Two remote users whose NATs or firewalls let nothing through directly (CALL-FLOWS #68).</summary>
    NatBetween,

    /// <summary>Each side reaches its own relay only (CALL-FLOWS #39).</summary>
    TwoRelays,

    /// <summary>The relay stands in another region than the nearest (CALL-FLOWS #78).</summary>
    FarRelay,

    /// <summary>It goes better than was assumed (CALL-FLOWS #69).</summary>
    BetterThanExpected,

    /// <summary>The way to the edge is slower than the operator allows (CALL-FLOWS #16).</summary>
    SignalingSlow,

    /// <summary>Where the user is cannot be told (CALL-FLOWS #94).</summary>
    PlaceUnknown,
}
