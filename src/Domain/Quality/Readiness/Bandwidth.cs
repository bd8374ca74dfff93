using Signaling.Domain.Sdp;

namespace Signaling.Domain.Quality.Readiness;

/// <summary>What one stream of each kind takes in one direction, in kilobits per second, as the operator says; the documents have a heading for these figures and no table (CALL-FLOWS #302).</summary>
public sealed record BandwidthRates
{
    /// <summary>Audio. Default: not said.</summary>
    public double? Audio { get; init; }

    /// <summary>Video from a camera. Default: not said.</summary>
    public double? Video { get; init; }

    /// <summary>A shared screen. Default: not said.</summary>
    public double? ScreenShare { get; init; }

    /// <summary>Files. Default: not said.</summary>
    public double? FileTransfer { get; init; }

    /// <summary>The rate of a kind.</summary>
    public double? Of(MediaKind kind) => kind switch
    {
        MediaKind.Audio => Audio,
        MediaKind.Video => Video,
        MediaKind.ScreenShare => ScreenShare,
        MediaKind.FileTransfer => FileTransfer,
        _ => null,
    };

    /// <summary>These, and where they say nothing, the others.</summary>
    public BandwidthRates Or(BandwidthRates others) =>
        new() { Audio = Audio ?? others.Audio, Video = Video ?? others.Video, ScreenShare = ScreenShare ?? others.ScreenShare, FileTransfer = FileTransfer ?? others.FileTransfer };
}

/// <summary>How many streams there are at the busiest time.</summary>
/// <param name="Kind">Of what.</param>
/// <param name="Sending">From inside out, at a time.</param>
/// <param name="Receiving">From outside in, at a time.</param>
public sealed record BandwidthSessions(MediaKind Kind, int Sending, int Receiving);

/// <summary>One stretch of the way, in megabits per second.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="UpMbps">What it carries outwards.</param>
/// <param name="DownMbps">What it carries inwards.</param>
/// <param name="OtherUpMbps">What other traffic takes of it outwards at the busiest time.</param>
/// <param name="OtherDownMbps">What other traffic takes of it inwards at the busiest time.</param>
public sealed record BandwidthLink(string Name, double UpMbps, double DownMbps, double OtherUpMbps = 0, double OtherDownMbps = 0);

/// <summary>What is left of one stretch.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="AvailableUpMbps">Outwards, without other traffic.</param>
/// <param name="AvailableDownMbps">Inwards, without other traffic.</param>
/// <param name="Sufficient">Whether the calls fit.</param>
public sealed record BandwidthHop(string Name, double AvailableUpMbps, double AvailableDownMbps, bool Sufficient);

/// <summary>Whether the whole way has room for the calls (CALL-FLOWS #218).</summary>
/// <param name="RequiredUpMbps">What they take outwards.</param>
/// <param name="RequiredDownMbps">What they take inwards.</param>
/// <param name="Hops">Each stretch.</param>
/// <param name="Missing">Kinds of which nobody has said the rate; then there is no plan (CALL-FLOWS #302).</param>
public sealed record BandwidthPlan(double RequiredUpMbps, double RequiredDownMbps, IReadOnlyList<BandwidthHop> Hops, IReadOnlyList<MediaKind> Missing)
{
    private const double KilobitsPerMegabit = 1000;

    /// <summary>The stretches that are too narrow.</summary>
    public IEnumerable<string> Insufficient => Hops.Where(hop => !hop.Sufficient).Select(hop => hop.Name);

    /// <summary>Plans; every stretch must carry everything, for media takes the whole way.</summary>
    public static BandwidthPlan Of(IReadOnlyList<BandwidthSessions> sessions, IReadOnlyList<BandwidthLink> links, BandwidthRates rates)
    {
        MediaKind[] missing = [.. sessions.Where(one => one.Sending + one.Receiving > 0 && rates.Of(one.Kind) is null).Select(one => one.Kind).Distinct()];
        if (missing.Length > 0) return new(0, 0, [], missing);

        var up = sessions.Sum(one => one.Sending * (rates.Of(one.Kind) ?? 0)) / KilobitsPerMegabit;
        var down = sessions.Sum(one => one.Receiving * (rates.Of(one.Kind) ?? 0)) / KilobitsPerMegabit;
        return new(up, down, [.. links.Select(link => Hop(link, up, down))], []);
    }

    private static BandwidthHop Hop(BandwidthLink link, double up, double down)
    {
        var (leftUp, leftDown) = (Math.Max(0, link.UpMbps - link.OtherUpMbps), Math.Max(0, link.DownMbps - link.OtherDownMbps));
        return new(link.Name, leftUp, leftDown, up <= leftUp && down <= leftDown);
    }
}
