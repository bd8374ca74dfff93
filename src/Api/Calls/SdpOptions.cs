using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Signaling.Domain.Sdp;

namespace Signaling.Api.Calls;

/// <summary>How large session descriptions may be, and what may be in them.</summary>
internal sealed class SdpOptions
{
    public const string Section = "Sdp";

    /// <summary>Largest description, in bytes of UTF-8.</summary>
    /// <value>The default value is 262144 (256 kB); 4096 to 1048576.</value>
    [Range(4096, 1_048_576)]
    public int MaxBytes { get; set; } = SdpLimits.Default.MaxBytes;

    /// <summary>Lines of a description.</summary>
    /// <value>The default value is 8192; 64 to 65536.</value>
    [Range(64, 65_536)]
    public int MaxLines { get; set; } = SdpLimits.Default.MaxLines;

    /// <summary>Media sections of a description.</summary>
    /// <value>The default value is 128; 1 to 1024.</value>
    [Range(1, 1024)]
    public int MaxMediaSections { get; set; } = SdpLimits.Default.MaxMediaSections;

    /// <summary>Attributes of one media section, and of the part before the first.</summary>
    /// <value>The default value is 1024; 64 to 8192.</value>
    [Range(64, 8192)]
    public int MaxAttributesPerSection { get; set; } = SdpLimits.Default.MaxAttributesPerSection;

    /// <summary>Characters of one line.</summary>
    /// <value>The default value is 8192; 256 to 65536.</value>
    [Range(256, 65_536)]
    public int MaxLineLength { get; set; } = SdpLimits.Default.MaxLineLength;

    /// <summary>Whether keys in <c>a=crypto</c> lines must be for AES-256-GCM (CALL-FLOWS #24).</summary>
    /// <value>The default value is false.</value>
    public bool StrictSrtpSuite { get; set; }

    /// <summary>Whether SRTP keys may travel in <c>a=crypto</c> lines at all, as SIP phones do (CALL-FLOWS #23).</summary>
    /// <value>The default value is true.</value>
    public bool AllowSdes { get; set; } = true;

    /// <summary>The limits, as the parser takes them.</summary>
    public SdpLimits ToLimits() => new()
    {
        MaxBytes = MaxBytes,
        MaxLines = MaxLines,
        MaxMediaSections = MaxMediaSections,
        MaxAttributesPerSection = MaxAttributesPerSection,
        MaxLineLength = MaxLineLength,
    };

    /// <summary>The policy, as the rules take it.</summary>
    public SdpPolicy ToPolicy() => SdpPolicy.Default with { StrictSrtpSuite = StrictSrtpSuite, AllowSdes = AllowSdes };
}

/// <summary>Checks <see cref="SdpOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class SdpOptionsValidator : IValidateOptions<SdpOptions>;
