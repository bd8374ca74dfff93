namespace Signaling.Domain.Network;

/// <summary>Every segment that one customer manages (CALL-FLOWS #1). Prefixes are written as <c>10.0.0.0/8</c> or <c>2001:db8::/32</c>.</summary>
public sealed record CustomerNetwork
{
    /// <summary>Its name, unique in the document, 1 to 64 characters.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>Addresses that devices have inside.</summary>
    public IReadOnlyList<string> InternalPrefixes { get; init => field = Given.List(value); } = [];

    /// <summary>Public addresses behind which they appear, each with the way that it takes.</summary>
    public IReadOnlyList<EgressPrefix> EgressPrefixes { get; init => field = Given.List(value); } = [];

    /// <summary>Addresses that remote devices get from the VPN (CALL-FLOWS #94).</summary>
    public IReadOnlyList<string> VpnPrefixes { get; init => field = Given.List(value); } = [];

    /// <summary>The private circuit to the service. Default: none.</summary>
    public PrivateCircuit? PrivateCircuit { get; init; }

    /// <summary>Firewalls and proxies that traffic to the outside passes, all of them. Default: none (CALL-FLOWS #2).</summary>
    public IReadOnlyList<Perimeter> Perimeters { get; init => field = Given.List(value); } = [];

    /// <summary>Measurements that were made of it, at most 100. Default: none, and then readiness recommends one (CALL-FLOWS #3).</summary>
    public IReadOnlyList<Assessment> Assessments { get; init => field = Given.List(value); } = [];

    /// <summary>What its owner wants.</summary>
    public NetworkPolicies Policies { get; init => field = value ?? new(); } = new();
}

/// <summary>A range of public addresses, and the way to and from it. Both must be the same (CALL-FLOWS #142, #259).</summary>
public sealed record EgressPrefix
{
    /// <summary>The range.</summary>
    public string Prefix { get; init => field = value ?? ""; } = "";

    /// <summary>The way out. Default: the Internet.</summary>
    public EgressPath Outbound { get; init; }

    /// <summary>The way in. Default: the Internet.</summary>
    public EgressPath Inbound { get; init; }
}

/// <summary>A way between a customer network and the service.</summary>
public enum EgressPath
{
    /// <summary>The Internet.</summary>
    Internet,

    /// <summary>The private circuit.</summary>
    ExpressRoute,
}

/// <summary>An optional dedicated connection to the service (CALL-FLOWS #7).</summary>
public sealed record PrivateCircuit
{
    /// <summary>Who provides it. Default: not said.</summary>
    public string? Provider { get; init; }

    /// <summary>Promised share of time in service, above 0 to 1. Default: 0.999.</summary>
    public double Uptime { get; init; } = 0.999;

    /// <summary>Whether media are preferred under congestion. Default: true.</summary>
    public bool Qos { get; init; } = true;

    /// <summary>Whether it reaches regions of other geographies (CALL-FLOWS #181). Default: false.</summary>
    public bool Premium { get; init; }

    /// <summary>The geography in which it ends, as <see cref="Region.Geography"/>. Default: not said, and then not checked.</summary>
    public string? Geography { get; init; }
}
