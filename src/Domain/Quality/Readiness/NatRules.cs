namespace Signaling.Domain.Quality.Readiness;

/// <summary>What stands between a device and the Internet.</summary>
/// <param name="Kind">How it maps.</param>
/// <param name="Stable">Whether a socket kept its mapping for as long as it was watched; null when nothing was seen twice (CALL-FLOWS #224).</param>
/// <param name="Change">The first change that was seen, in words.</param>
public sealed record NatVerdict(NatKind Kind, bool? Stable, string? Change = null);

/// <summary>How an address translator maps a socket (RFC 4787 §4.1).</summary>
public enum NatKind
{
    /// <summary>It cannot be told: fewer than two servers were asked from one socket.</summary>
    Unknown,

    /// <summary>There is none: the device has the address that servers see.</summary>
    None,

    /// <summary>The same towards everyone: direct calls work with most others.</summary>
    Cone,

    /// <summary>Another towards each server: direct calls fail with most others, and media take a relay.</summary>
    Symmetric,
}

/// <summary>Tells translators apart by what servers saw.</summary>
public static class NatRules
{
    /// <summary>What the observations say. Those that came last count for the kind, all of one server for stability.</summary>
    public static NatVerdict Of(IReadOnlyList<MappingObservation> observations, IReadOnlyList<DeviceAddress> own)
    {
        var change = observations
            .GroupBy(seen => (seen.Socket, seen.Server))
            .Select(Change)
            .FirstOrDefault(found => found is not null);
        bool? stable = change is not null ? false : observations.GroupBy(seen => (seen.Socket, seen.Server)).Any(same => same.Count() > 1) ? true : null;

        var first = observations.GroupBy(seen => (seen.Socket, seen.Server)).Select(same => same.MinBy(seen => seen.AtMs)!).GroupBy(seen => seen.Socket).ToArray();
        var asked = first.Where(socket => socket.Count() > 1).ToArray();
        var kind = asked.Any(socket => socket.Select(seen => (seen.Address, seen.Port)).Distinct().Count() > 1) ? NatKind.Symmetric
            : observations.Any(seen => seen.Address is { } address && own.Any(one => one.Address == address)) ? NatKind.None
            : asked.Length > 0 ? NatKind.Cone
            : NatKind.Unknown;
        return new(kind, stable, change);
    }

    private static string? Change(IEnumerable<MappingObservation> ofOneServer)
    {
        MappingObservation? before = null;
        foreach (var now in ofOneServer.OrderBy(seen => seen.AtMs))
        {
            if (before is not null && (before.Address, before.Port) != (now.Address, now.Port)) return $"{Text(before)}, then {Text(now)} after {(now.AtMs - before.AtMs) / 1000:0.#} s";
            before = now;
        }

        return null;
    }

    private static string Text(MappingObservation seen) => seen.Address is { } address ? $"{address}:{seen.Port}" : $"port {seen.Port}";
}
