using Signaling.Domain.Network;
using Signaling.Domain.Sdp;

namespace Signaling.Domain.Quality;

/// <summary>What one device has measured in one stretch of a call: network, device, environment (CALL-FLOWS #81, #213).</summary>
public sealed record TelemetrySample
{
    /// <summary>Which of the device's samples in this call it is, 1 to 1,000,000; one that comes twice counts once.</summary>
    public int Sequence { get; init; }

    /// <summary>The time that it covers, 100 to 600,000 ms.</summary>
    public int WindowMilliseconds { get; init; }

    /// <summary>What the network did.</summary>
    public NetworkFigures? Network { get; init; }

    /// <summary>What the device did. Default: not told.</summary>
    public DeviceFigures? Device { get; init; }

    /// <summary>What is around the device. Default: not told.</summary>
    public EnvironmentFigures? Environment { get; init; }

    /// <summary>The sample as it is kept: with the jitter that its delays come to in place of the delays, which may be five hundred.</summary>
    public TelemetrySample Condensed() =>
        Network?.Jitter is { Delays: [_, ..] } jitter ? this with { Network = Network with { Jitter = jitter with { Milliseconds = jitter.Value, Delays = [] } } } : this;
}

/// <summary>What the network did to media.</summary>
public sealed record NetworkFigures
{
    /// <summary>How long packets take.</summary>
    public Latency? Latency { get; init; }

    /// <summary>What did not arrive.</summary>
    public Loss? Loss { get; init; }

    /// <summary>How unevenly it arrived.</summary>
    public JitterFigures? Jitter { get; init; }

    /// <summary>Media packets sent in the window, 0 to 100,000,000.</summary>
    public long? PacketsSent { get; init; }

    /// <summary>Media packets received in the window, 0 to 100,000,000.</summary>
    public long? PacketsReceived { get; init; }

    /// <summary>Round trip to the edge, 0 to 600,000 ms (CALL-FLOWS #16).</summary>
    public double? EdgeRoundTripMilliseconds { get; init; }

    /// <summary>Figures of each medium and direction; at most 8.</summary>
    public IReadOnlyList<MediaFigures> Media { get; init => field = Given.List(value); } = [];
}

/// <summary>How long packets take. One-way times and round trips are never mixed (CALL-FLOWS #214).</summary>
public sealed record Latency
{
    /// <summary>Which of the two; it must be said.</summary>
    public LatencyKind? Kind { get; init; }

    /// <summary>0 to 600,000 ms.</summary>
    public double Milliseconds { get; init; }

    /// <summary>The round trip that it stands for: twice a one-way time.</summary>
    public double RoundTripMilliseconds => Kind is LatencyKind.OneWay ? 2 * Milliseconds : Milliseconds;
}

/// <summary>What a latency measures.</summary>
public enum LatencyKind
{
    /// <summary>There.</summary>
    OneWay,

    /// <summary>There and back.</summary>
    Rtt,
}

/// <summary>What did not arrive in the window (CALL-FLOWS #215).</summary>
public sealed record Loss
{
    /// <summary>0 to 100.</summary>
    public double Percent { get; init; }

    /// <summary>The most packets lost one after the other, 0 to 100,000. Single ones are nearly harmless, bursts cut out. Default: not known.</summary>
    public int? MaxBurst { get; init; }
}

/// <summary>How unevenly packets arrived (CALL-FLOWS #216, #217).</summary>
public sealed record JitterFigures
{
    /// <summary>The mean change of delay from packet to packet, 0 to 600,000 ms. Default: that of <see cref="Delays"/>.</summary>
    public double? Milliseconds { get; init; }

    /// <summary>How long packets are held to even it out, 0 to 600,000 ms. Default: not known.</summary>
    public double? BufferMilliseconds { get; init; }

    /// <summary>Delays of successive packets, in ms; at most 500; the jitter that they come to is kept, and they are not. Default: not told.</summary>
    public IReadOnlyList<double> Delays { get; init => field = value ?? []; } = [];

    /// <summary>The jitter, given or reckoned; null when neither can be.</summary>
    public double? Value => Milliseconds ?? Jitter.Of(Delays);

    /// <summary>Whether it does harm: buffering takes up what does not exceed the buffer (CALL-FLOWS #216). Null when that cannot be told.</summary>
    public bool? ExceedsBuffer => Value is { } jitter && BufferMilliseconds is { } buffer ? jitter > buffer : null;
}

/// <summary>Figures of one medium in one direction.</summary>
public sealed record MediaFigures
{
    /// <summary>Which medium.</summary>
    public MediaKind Kind { get; init; }

    /// <summary>Whether the device sends or receives it.</summary>
    public FlowDirection Direction { get; init; }

    /// <summary>Its codec, at most 64 characters, such as <c>opus</c>.</summary>
    public string? Codec { get; init; }

    /// <summary>0 to 10,000,000 kbit/s.</summary>
    public double? BitrateKbps { get; init; }

    /// <summary>Times that the picture stood still or the sound was made up, 0 to 1,000,000.</summary>
    public int Freezes { get; init; }

    /// <summary>For how long it did, in all: 0 to the window, in ms.</summary>
    public double FreezeMilliseconds { get; init; }
}

/// <summary>Which way a medium goes.</summary>
public enum FlowDirection
{
    /// <summary>To the device.</summary>
    Receive,

    /// <summary>From the device.</summary>
    Send,
}

/// <summary>What the device did.</summary>
public sealed record DeviceFigures
{
    /// <summary>Browser and system, at most 64 characters.</summary>
    public string? Platform { get; init; }

    /// <summary>Whether it sends less than it would for want of computing power.</summary>
    public bool? CpuLimited { get; init; }

    /// <summary>Whether the microphone gives no sound although it is on.</summary>
    public bool? MicrophoneSilent { get; init; }

    /// <summary>Pictures sent in a second, 0 to 1000.</summary>
    public double? FramesPerSecond { get; init; }
}

/// <summary>What is around the device.</summary>
public sealed record EnvironmentFigures
{
    /// <summary>Its link, at most 32 characters, such as <c>wifi</c>, <c>ethernet</c>, <c>cellular</c>, <c>vpn</c>.</summary>
    public string? NetworkType { get; init; }

    /// <summary>How loud its microphone hears, 0 to 1.</summary>
    public double? AudioLevel { get; init; }

    /// <summary>How much of its own loudspeaker it hears: 0 to 200 dB of return loss, the more the better.</summary>
    public double? EchoReturnLossDecibels { get; init; }
}
