namespace Signaling.Domain.Network;

/// <summary>What one flow is.</summary>
/// <param name="Id">Which.</param>
/// <param name="From">Who initiates it (CALL-FLOWS #55).</param>
/// <param name="To">Where it goes.</param>
/// <param name="Carries">What may travel on it.</param>
/// <param name="Segment">The segment that it takes outside of the two ends.</param>
/// <param name="CrossesPerimeter">Whether it passes the customer network's firewall.</param>
/// <param name="OpensInwards">Whether the firewall must let it in rather than out (CALL-FLOWS #55).</param>
/// <param name="Class"><c>X</c>: customer to service; <c>Y</c>: customer to a dependency on the Internet; else null (CALL-FLOWS #54).</param>
/// <param name="Entry">The entry of the call flow document that states it.</param>
/// <param name="Summary">What it is for, in words.</param>
public sealed record Flow(
    FlowId Id, string From, string To, IReadOnlyList<Traffic> Carries, PathSegment Segment, bool CrossesPerimeter, bool OpensInwards, string? Class, int Entry, string Summary);

/// <summary>What travels (CALL-FLOWS #10).</summary>
public enum Traffic
{
    /// <summary>Call control and messages.</summary>
    Signaling,

    /// <summary>Audio, video, screens, files.</summary>
    Media,

    /// <summary>What devices report after a call.</summary>
    Telemetry,

    /// <summary>Names that are looked up.</summary>
    NameResolution,
}
