namespace Signaling.Domain.Network;

/// <summary>A measurement of a network by somebody who knows how, inside a site or towards the service (CALL-FLOWS #3).</summary>
public sealed record Assessment
{
    /// <summary>The day on which it was made.</summary>
    public DateOnly On { get; init; }

    /// <summary>From where. Default: not said.</summary>
    public string? From { get; init; }

    /// <summary>To where. Default: not said.</summary>
    public string? To { get; init; }

    /// <summary>The round trip, in milliseconds. Default: not said.</summary>
    public double? RoundTripMs { get; init; }

    /// <summary>Packets lost, 0 to 100. Default: not said.</summary>
    public double? LossPercent { get; init; }

    /// <summary>Jitter, in milliseconds. Default: not said.</summary>
    public double? JitterMs { get; init; }
}
