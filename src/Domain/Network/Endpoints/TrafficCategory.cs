namespace Signaling.Domain.Network.Endpoints;

/// <summary>What an endpoint is for, as firewalls and private circuits tell traffic apart (CALL-FLOWS #161, #180).</summary>
public enum TrafficCategory
{
    /// <summary>The API and its events.</summary>
    Signaling,

    /// <summary>Transport relays.</summary>
    Relay,

    /// <summary>Media servers.</summary>
    Media,

    /// <summary>Reports of calls.</summary>
    Telemetry,

    /// <summary>DNS.</summary>
    NameResolution,

    /// <summary>Lists of revoked certificates.</summary>
    CertificateRevocation,

    /// <summary>Pages that customers share, such as an administration centre.</summary>
    SharedPortal,

    /// <summary>Federation with a consumer service.</summary>
    ConsumerFederation,

    /// <summary>The stream of a broadcast.</summary>
    BroadcastStream,
}
