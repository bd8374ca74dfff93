using Signaling.Domain.Network;

namespace Signaling.Domain.Quality;

/// <summary>The way that one device's media really take, read from its report.</summary>
/// <param name="Kind">Direct or relayed.</param>
/// <param name="Transport">What carries packets from the device: over its own relay, the way to the relay; null when it cannot be told from the other end.</param>
/// <param name="Local">The device's own end; null when only <see cref="Kind"/> is known.</param>
/// <param name="Remote">The other end.</param>
public sealed record MediaPath(MediaPathKind Kind, PathTransport? Transport, CandidateKind? Local, CandidateKind? Remote)
{
    private static readonly string[] Schemes = ["turn:", "turns:"];

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
    public string? RelayHost => HostOf(RelayUrl) ?? (Address.TryParse(RelayAddress, out _) ? RelayAddress : null);

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

    /// <summary>The host of a relay's address, such as <c>turn:host:3478?transport=udp</c> (RFC 7065 §3.1); an IPv6 one stands in brackets. Null of anything else.</summary>
    public static string? HostOf(string? url)
    {
        var scheme = Schemes.FirstOrDefault(one => url?.StartsWith(one, StringComparison.OrdinalIgnoreCase) == true);
        if (scheme is null) return null;
        var rest = url![scheme.Length..].Split('?')[0];
        var host = rest.StartsWith('[') && rest.IndexOf(']', StringComparison.Ordinal) is > 0 and var end ? rest[1..end] : rest.Split(':')[0];
        return host.Length > 0 && host.All(one => char.IsAsciiLetterOrDigit(one) || one is '.' or '-' or '_' or ':') ? host : null;
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
