using Signaling.Domain.Network;

namespace Signaling.Domain.Quality;

/// <summary>The way that one device's media really take, read from its report.</summary>
/// <param name="Kind">Direct or relayed.</param>
/// <param name="Transport">What carries packets from the device: over its own relay, the way to the relay; null when it cannot be told from the other end.</param>
/// <param name="Local">The device's own end; null when only <see cref="Kind"/> is known.</param>
/// <param name="Remote">The other end.</param>
public sealed record MediaPath(MediaPathKind Kind, PathTransport? Transport, CandidateKind? Local, CandidateKind? Remote)
{
    /// <summary>The device's own relay, as its address names it (RFC 7065).</summary>
    public string? RelayUrl { get; init; }

    /// <summary>The own relay's address, where the report tells it.</summary>
    public string? RelayAddress { get; init; }

    /// <summary>The device's own address on the way, where the report tells it.</summary>
    public string? LocalAddress { get; init; }

    /// <summary>Its last round trip, in milliseconds.</summary>
    public double? RoundTripMilliseconds { get; init; }

    /// <summary>Whether media go through a relay.</summary>
    public bool IsRelayed => Kind is MediaPathKind.Relayed or MediaPathKind.RelayedTwice;

    /// <summary>Whether the device has a relay of its own on the way.</summary>
    public bool ThroughOwnRelay => Local is CandidateKind.Relay;

    /// <summary>The host of the own relay.</summary>
    public string? RelayHost => RelayUrl is { } url ? HostOf(url) : RelayAddress;

    /// <summary>The path that a report tells of; null while none works yet.</summary>
    public static MediaPath? Of(ConnectivityReport report)
    {
        if (report.State == ConnectivityState.Failed) return null;
        if (report.Selected is { Local: { } local, Remote: { } remote } selected)
        {
            var relayed = local.Type == CandidateKind.Relay;
            return new(Pairs.KindOf(local.Type, remote.Type), relayed ? local.RelayProtocol ?? local.Protocol : local.Protocol, local.Type, remote.Type)
            {
                RelayUrl = local.RelayUrl,
                RelayAddress = relayed ? local.Address : null,
                LocalAddress = relayed ? null : local.Address,
                RoundTripMilliseconds = selected.RoundTripMilliseconds,
            };
        }

        return Pairs.Best(report.Pairs) is { } best
            ? new(Pairs.KindOf(best.Local, best.Remote), best.Transport, best.Local, best.Remote) { RoundTripMilliseconds = best.RoundTripMilliseconds }
            : null;
    }

    /// <summary>The same way seen from the other end, which has not reported itself. Over that end's own relay nobody here knows the transport.</summary>
    public MediaPath FromOtherEnd() =>
        new(Kind, Remote is CandidateKind.Relay || ThroughOwnRelay ? null : Transport, Remote, Local) { RoundTripMilliseconds = RoundTripMilliseconds };

    /// <summary>The kind of an address.</summary>
    public static AddressClass ClassOf(string? address) =>
        !Address.TryParse(address, out var parsed) ? AddressClass.Hidden : parsed.IsPublicUnicast ? AddressClass.Public : AddressClass.Private;

    // turn:host:3478?transport=udp; an IPv6 host stands in brackets.
    private static string HostOf(string url)
    {
        var rest = url[(url.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('?')[0];
        if (rest.StartsWith('[') && rest.IndexOf(']', StringComparison.Ordinal) is > 0 and var end) return rest[1..end];
        return rest.Split(':')[0];
    }
}

/// <summary>Kinds of way, the better ones first (CALL-FLOWS #38).</summary>
public enum MediaPathKind
{
    /// <summary>From host to host.</summary>
    Direct,

    /// <summary>Directly, through a NAT.</summary>
    DirectThroughNat,

    /// <summary>Through one relay.</summary>
    Relayed,

    /// <summary>Through a relay of each side (CALL-FLOWS #39).</summary>
    RelayedTwice,
}
