using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Signaling.Domain.Quality.Readiness;

namespace Signaling.Api.Preparation;

/// <summary>What a network must reach to be ready for calls; section <c>Readiness</c>. The documents that this service follows give no figures, so none has a default: what is not set is not judged, and answers name it (CALL-FLOWS #302 to #304).</summary>
internal sealed class ReadinessOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Readiness";

    /// <summary>The longest round trip through the relay, 1 millisecond to 1 minute. Default: not judged.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan? MaxRoundTrip { get; init; }

    /// <summary>The greatest share of packets lost, 0 to 100. Default: not judged.</summary>
    [Range(0.0, 100.0)]
    public double? MaxLossPercent { get; init; }

    /// <summary>The greatest mean change in delay from packet to packet, 1 millisecond to 1 minute. Default: not judged.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan? MaxJitter { get; init; }

    /// <summary>Devices that may stand behind one public address, 1 to 1,000,000: ask the maker of the device that translates. Default: not said (CALL-FLOWS #304).</summary>
    [Range(1, 1_000_000)]
    public int? MaxDevicesPerAddress { get; init; }

    /// <summary>A page about media and VPNs, linked in warnings: http or https. Default: none (CALL-FLOWS #157).</summary>
    public Uri? VpnHelp { get; init; }

    /// <summary>What one stream of each kind takes in one direction.</summary>
    [ValidateObjectMembers]
    public RateOptions Rates { get; init; } = new();

    /// <summary>The same, as the rules take it.</summary>
    public ReadinessNeeds ToNeeds() => new()
    {
        MaxRoundTripMs = MaxRoundTrip?.TotalMilliseconds,
        MaxLossPercent = MaxLossPercent,
        MaxJitterMs = MaxJitter?.TotalMilliseconds,
        MaxDevicesPerAddress = MaxDevicesPerAddress,
        VpnHelp = VpnHelp?.AbsoluteUri,
    };
}

/// <summary>Rates for bandwidth plans, in kilobits per second; section <c>Readiness:Rates</c> (CALL-FLOWS #302).</summary>
internal sealed class RateOptions
{
    private const double Most = 1_000_000;

    /// <summary>Audio, up to 1,000,000. Default: not said.</summary>
    [Range(0.0, Most)]
    public double? Audio { get; init; }

    /// <summary>Video from a camera, up to 1,000,000. Default: not said.</summary>
    [Range(0.0, Most)]
    public double? Video { get; init; }

    /// <summary>A shared screen, up to 1,000,000. Default: not said.</summary>
    [Range(0.0, Most)]
    public double? ScreenShare { get; init; }

    /// <summary>Files, up to 1,000,000. Default: not said.</summary>
    [Range(0.0, Most)]
    public double? FileTransfer { get; init; }

    /// <summary>The same, as the rules take it.</summary>
    public BandwidthRates ToRates() => new() { Audio = Audio, Video = Video, ScreenShare = ScreenShare, FileTransfer = FileTransfer };
}

/// <summary>Checks <see cref="ReadinessOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class ReadinessOptionsRanges : IValidateOptions<ReadinessOptions>;

/// <summary>Checks that the link is one that a browser follows.</summary>
internal sealed class ReadinessOptionsRules : IValidateOptions<ReadinessOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ReadinessOptions options) =>
        options.VpnHelp is { } help && (!help.IsAbsoluteUri || (help.Scheme != Uri.UriSchemeHttps && help.Scheme != Uri.UriSchemeHttp))
            ? ValidateOptionsResult.Fail("Readiness:VpnHelp must be an address that begins with https:// or http://.")
            : ValidateOptionsResult.Success;
}
