using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Signaling.Domain.Quality;

namespace Signaling.Api.Quality;

/// <summary>Reports of calls, and from which values on a call is no longer good; section <c>Quality</c>. What has no default is not judged until it is set, and answers say so.</summary>
internal sealed class QualityOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Quality";

    /// <summary>For how long after its end reports of a call are still taken.</summary>
    /// <value>The default value is 2 minutes; 0 to 1 hour.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan AcceptAfterEnd { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Reports that one device may give on a call in one minute.</summary>
    /// <value>The default value is 60; 1 to 600.</value>
    [Range(1, 600)]
    public int MaxReportsPerMinute { get; set; } = 60;

    /// <summary>Mean round trip above which a call is <c>fair</c>.</summary>
    /// <value>There is no default value; 1 millisecond to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan? RoundTripFair { get; set; }

    /// <summary>Mean round trip above which a call is <c>poor</c>.</summary>
    /// <value>There is no default value; 1 millisecond to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan? RoundTripPoor { get; set; }

    /// <summary>Packets lost, in percent, above which a call is <c>fair</c>.</summary>
    /// <value>There is no default value; 0 to 100.</value>
    [Range(0d, 100d)]
    public double? LossFair { get; set; }

    /// <summary>Packets lost, in percent, above which a call is <c>poor</c>.</summary>
    /// <value>There is no default value; 0 to 100.</value>
    [Range(0d, 100d)]
    public double? LossPoor { get; set; }

    /// <summary>Packets lost one after the other above which a call is <c>fair</c>.</summary>
    /// <value>There is no default value; 0 to 100000.</value>
    [Range(0, 100_000)]
    public int? LossBurstFair { get; set; }

    /// <summary>Packets lost one after the other above which a call is <c>poor</c>.</summary>
    /// <value>There is no default value; 0 to 100000.</value>
    [Range(0, 100_000)]
    public int? LossBurstPoor { get; set; }

    /// <summary>Time in which picture or sound stands still, in percent, above which a call is <c>fair</c>.</summary>
    /// <value>There is no default value; 0 to 100.</value>
    [Range(0d, 100d)]
    public double? FreezeFair { get; set; }

    /// <summary>Time in which picture or sound stands still, in percent, above which a call is <c>poor</c>.</summary>
    /// <value>There is no default value; 0 to 100.</value>
    [Range(0d, 100d)]
    public double? FreezePoor { get; set; }

    /// <summary>Round trip between a device and its edge above which calls may time out.</summary>
    /// <value>There is no default value; 1 millisecond to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan? SignalingRoundTrip { get; set; }

    /// <summary>The same, as the rules take it.</summary>
    public QualityThresholds ToThresholds() => new()
    {
        RoundTripMilliseconds = new(RoundTripFair?.TotalMilliseconds, RoundTripPoor?.TotalMilliseconds),
        LossPercent = new(LossFair, LossPoor),
        LossBurst = new(LossBurstFair, LossBurstPoor),
        FreezePercent = new(FreezeFair, FreezePoor),
        SignalingRoundTrip = SignalingRoundTrip,
    };
}

/// <summary>Checks <see cref="QualityOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class QualityOptionsRanges : IValidateOptions<QualityOptions>;

/// <summary>Checks that what is fair comes before what is poor.</summary>
internal sealed class QualityOptionsRules : IValidateOptions<QualityOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, QualityOptions options)
    {
        List<string> wrong = [];
        if (options.RoundTripFair > options.RoundTripPoor) wrong.Add("Quality:RoundTripFair must not be greater than Quality:RoundTripPoor.");
        if (options.LossFair > options.LossPoor) wrong.Add("Quality:LossFair must not be greater than Quality:LossPoor.");
        if (options.LossBurstFair > options.LossBurstPoor) wrong.Add("Quality:LossBurstFair must not be greater than Quality:LossBurstPoor.");
        if (options.FreezeFair > options.FreezePoor) wrong.Add("Quality:FreezeFair must not be greater than Quality:FreezePoor.");
        return wrong is [] ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
