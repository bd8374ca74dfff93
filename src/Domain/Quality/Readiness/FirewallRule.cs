using Signaling.Domain.Network;

namespace Signaling.Domain.Quality.Readiness;

/// <summary>One thing that a device on the way has to do so that calls work.</summary>
/// <param name="Action">What.</param>
/// <param name="Network">The customer network that it is for; <c>any</c> where none is described.</param>
/// <param name="Protocol">Of the packets.</param>
/// <param name="From">Addresses, ranges or names that open the flow.</param>
/// <param name="To">Addresses, ranges or names that it goes to.</param>
/// <param name="Ports">Destination ports; null for all, empty where the documents and the operator leave them open (CALL-FLOWS section Q).</param>
/// <param name="Flow">The flow that takes this way.</param>
/// <param name="Required">Whether calls depend on it; else they are worse without.</param>
/// <param name="Purpose">What goes there, in words.</param>
/// <param name="Entry">The entry of the call flow document behind it.</param>
public sealed record FirewallRule(
    FirewallAction Action, string Network, PerimeterProtocol Protocol, IReadOnlyList<string> From, IReadOnlyList<string> To, IReadOnlyList<int>? Ports, FlowId Flow, bool Required, string Purpose, int Entry)
{
    /// <summary>The segment on which it lies.</summary>
    public PathSegment Segment => FlowCatalogue.Of(Flow).Segment;
}

/// <summary>What a rule asks for.</summary>
public enum FirewallAction
{
    /// <summary>Let it out; answers come back in on the same flow.</summary>
    AllowOut,

    /// <summary>Let it in (CALL-FLOWS #55).</summary>
    AllowIn,

    /// <summary>Let it pass between devices inside.</summary>
    AllowInside,

    /// <summary>Let it go past the VPN (CALL-FLOWS #227).</summary>
    PastVpn,
}

/// <summary>One host of the service.</summary>
/// <param name="Role">What it is.</param>
/// <param name="Host">Its name or address.</param>
/// <param name="Udp">UDP ports on which it is reached.</param>
/// <param name="Tcp">TCP ports on which it is reached.</param>
public sealed record ServiceHost(ServiceRole Role, string Host, IReadOnlyList<int> Udp, IReadOnlyList<int> Tcp);

/// <summary>What hosts of the service are.</summary>
public enum ServiceRole
{
    /// <summary>Signaling.</summary>
    Edge,

    /// <summary>A transport relay.</summary>
    Relay,

    /// <summary>A media server.</summary>
    MediaServer,
}
