namespace Signaling.Domain.Quality.Readiness;

/// <summary>What the operator says a network must reach; the documents give no figures, so that what is null is not judged and named as missing (CALL-FLOWS #303, #304).</summary>
public sealed record ReadinessNeeds
{
    /// <summary>The longest round trip through the relay, in milliseconds.</summary>
    public double? MaxRoundTripMs { get; init; }

    /// <summary>The greatest share of packets lost, 0 to 100.</summary>
    public double? MaxLossPercent { get; init; }

    /// <summary>The greatest jitter, in milliseconds.</summary>
    public double? MaxJitterMs { get; init; }

    /// <summary>Devices that may stand behind one public address (CALL-FLOWS #225, #304).</summary>
    public int? MaxDevicesPerAddress { get; init; }

    /// <summary>A page about media and VPNs (CALL-FLOWS #157).</summary>
    public string? VpnHelp { get; init; }

    /// <summary>What has no value, and why it would be needed.</summary>
    public IEnumerable<MissingValue> Missing()
    {
        if (MaxRoundTripMs is null) yield return new("Readiness:MaxRoundTrip", "Round trips are told and not judged.", 303);
        if (MaxLossPercent is null) yield return new("Readiness:MaxLossPercent", "Loss is told and not judged.", 303);
        if (MaxJitterMs is null) yield return new("Readiness:MaxJitter", "Jitter is told and not judged.", 303);
        if (MaxDevicesPerAddress is null) yield return new("Readiness:MaxDevicesPerAddress", "Whether there are enough public addresses cannot be said.", 304);
        if (VpnHelp is null) yield return new("Readiness:VpnHelp", "Warnings about VPNs carry no link.", 157);
    }
}

/// <summary>A value that the documents leave open and nobody has given (CALL-FLOWS section Q).</summary>
/// <param name="Name">The setting or member that would hold it.</param>
/// <param name="Consequence">What cannot be said without it.</param>
/// <param name="Entry">The entry of the call flow document that leaves it open.</param>
public sealed record MissingValue(string Name, string Consequence, int Entry);
