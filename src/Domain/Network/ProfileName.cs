namespace Signaling.Domain.Network;

/// <summary>The deployments that the documents describe; they disagree in places, and a profile says which one is followed (CALL-FLOWS section O).</summary>
public enum ProfileName
{
    /// <summary>Azure Communication Services.</summary>
    Acs,

    /// <summary>Microsoft Teams.</summary>
    Teams,

    /// <summary>Skype for Business Online.</summary>
    SfbOnline,

    /// <summary>Skype for Business Online beside a Server on premises.</summary>
    SfbHybrid,

    /// <summary>Skype for Business Online with Cloud Connector Edition.</summary>
    SfbCloudConnector,
}
