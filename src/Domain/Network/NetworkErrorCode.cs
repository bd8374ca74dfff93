namespace Signaling.Domain.Network;

/// <summary>What a network document may have wrong.</summary>
public enum NetworkErrorCode
{
    /// <summary>A name is missing or longer than 64 characters.</summary>
    IdInvalid,

    /// <summary>The same name stands twice.</summary>
    IdTwice,

    /// <summary>There are more of these than a document may have.</summary>
    TooMany,

    /// <summary>Not an address range, or one with bits beyond its length.</summary>
    PrefixInvalid,

    /// <summary>The same range stands for two different things.</summary>
    PrefixTwice,

    /// <summary>Something that is needed is missing.</summary>
    ValueMissing,

    /// <summary>A number outside of its range.</summary>
    ValueOutOfRange,

    /// <summary>Names a thing that the document does not have.</summary>
    ReferenceUnknown,

    /// <summary>The profile does not have this feature, or the document does not turn it on (CALL-FLOWS #85).</summary>
    FeatureNotEnabled,

    /// <summary>The way out is another than the way in; firewalls that keep state drop the answers (CALL-FLOWS #142, #143).</summary>
    AsymmetricRoute,

    /// <summary>A private circuit without a way to the Internet (CALL-FLOWS #179).</summary>
    InternetRequired,

    /// <summary>A perimeter stops the flow that calls depend on, private circuit or not (CALL-FLOWS #140).</summary>
    Flow4MustStayEnabled,

    /// <summary>Not a public unicast address (CALL-FLOWS #99, #125).</summary>
    PublicAddressRequired,

    /// <summary>The SBC is not certified (CALL-FLOWS #123).</summary>
    SbcNotCertified,

    /// <summary>UDP from the service does not reach the SBC (CALL-FLOWS #124).</summary>
    SbcNotReachable,

    /// <summary>The SBC passes media on rather than ending them (CALL-FLOWS #153).</summary>
    SbcMustTerminateMedia,

    /// <summary>A SIP proxy that is not the service's (CALL-FLOWS #154).</summary>
    ThirdPartySipProxyNotSupported,

    /// <summary>A table that cannot be read: a quote without its other, a line with more or fewer fields than the first.</summary>
    CsvInvalid,
}

/// <summary>One thing wrong in a document.</summary>
/// <param name="Code">What, stable across versions.</param>
/// <param name="Path">Where, such as <c>customerNetworks[0].vpnPrefixes[1]</c>.</param>
/// <param name="Detail">What to do about it.</param>
/// <param name="Entry">The entry of the call flow document behind the rule; null for plain slips.</param>
public sealed record NetworkError(NetworkErrorCode Code, string Path, string Detail, int? Entry = null);
