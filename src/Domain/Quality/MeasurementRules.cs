using System.Globalization;

namespace Signaling.Domain.Quality;

/// <summary>Which reports are accepted: every figure in its range, and no list without an end.</summary>
public static class MeasurementRules
{
    /// <summary>Samples of one request at most.</summary>
    public const int MaxSamples = 20;

    private const int MaxSequence = 1_000_000, MaxPairs = 64, MaxSections = 16, MaxHosts = 16, MaxMedia = 8, MaxDelays = 500, MaxCount = 1_000_000, MaxPackets = 100_000_000;
    private const int MinWindow = 100, MaxMilliseconds = 600_000, MaxKbps = 10_000_000, MaxBurst = 100_000, LongText = 256, ShortText = 64, Word = 32;

    /// <summary>All faults of a connectivity report; none when it is accepted.</summary>
    public static IReadOnlyList<ReportFault> Check(ConnectivityReport report)
    {
        var faults = new Faults();
        faults.Range("sequence", report.Sequence, 1, MaxSequence);
        faults.Range("edgeRoundTripMilliseconds", report.EdgeRoundTripMilliseconds, 0, MaxMilliseconds);
        faults.Count("pairs", report.Pairs.Count, MaxPairs);
        faults.Count("sections", report.Sections.Count, MaxSections);
        faults.Count("hostAddresses", report.HostAddresses.Count, MaxHosts);
        foreach (var (index, host) in report.HostAddresses.Index()) faults.Text($"hostAddresses[{index}]", host, LongText);
        foreach (var (index, section) in report.Sections.Index())
        {
            if (string.IsNullOrEmpty(section.Mid)) faults.Add($"sections[{index}].mid", "is missing");
            faults.Text($"sections[{index}].mid", section.Mid, ShortText);
        }

        foreach (var (index, pair) in report.Pairs.Index())
        {
            faults.Range($"pairs[{index}].responsesReceived", pair.ResponsesReceived, 0, MaxCount);
            faults.Range($"pairs[{index}].roundTripMilliseconds", pair.RoundTripMilliseconds, 0, MaxMilliseconds);
        }

        if (report.Selected is { } selected)
        {
            faults.Range("selected.roundTripMilliseconds", selected.RoundTripMilliseconds, 0, MaxMilliseconds);
            Check(selected.Local, "selected.local", own: true, faults);
            Check(selected.Remote, "selected.remote", own: false, faults);
            if (report.State == ConnectivityState.Failed) faults.Add("selected", "cannot be given when no pair works");
        }
        else if (report.State == ConnectivityState.Connected && Pairs.Best(report.Pairs) is null) faults.Add("selected", "is missing: name the pair that works, or one of `pairs` that does");

        return faults.Found;
    }

    /// <summary>All faults of telemetry; none when it is accepted.</summary>
    public static IReadOnlyList<ReportFault> Check(IReadOnlyList<TelemetrySample?> samples)
    {
        var faults = new Faults();
        if (samples.Count == 0) faults.Add("samples", "is missing or empty");
        faults.Count("samples", samples.Count, MaxSamples);
        foreach (var (index, sample) in samples.Index().Take(MaxSamples))
        {
            var at = $"samples[{index}]";
            if (sample is null) faults.Add(at, "is null");
            else Check(sample, at, faults);
        }

        return faults.Found;
    }

    private static void Check(ReportedCandidate? candidate, string at, bool own, Faults faults)
    {
        if (candidate is null)
        {
            faults.Add(at, "is missing");
            return;
        }

        faults.Text($"{at}.address", candidate.Address, LongText);
        faults.Text($"{at}.relayUrl", candidate.RelayUrl, LongText);
        if (candidate.RelayUrl is { } url && MediaPath.HostOf(url) is null) faults.Add($"{at}.relayUrl", "must be a relay's address, such as turn:turn.example.com:3478 (RFC 7065)");
        if (candidate.Protocol == PathTransport.Tls) faults.Add($"{at}.protocol", "must be udp or tcp; `relayProtocol` may be tls");
        var toRelay = own && candidate.Type == CandidateKind.Relay;
        if (!toRelay && (candidate.RelayProtocol is not null || candidate.RelayUrl is not null)) faults.Add($"{at}.relayProtocol", "goes with an own candidate of type relay only");
    }

    private static void Check(TelemetrySample sample, string at, Faults faults)
    {
        faults.Range($"{at}.sequence", sample.Sequence, 1, MaxSequence);
        faults.Range($"{at}.windowMilliseconds", sample.WindowMilliseconds, MinWindow, MaxMilliseconds);
        if (sample.Network is { } network) Check(network, $"{at}.network", sample.WindowMilliseconds, faults);
        faults.Text($"{at}.device.platform", sample.Device?.Platform, ShortText);
        faults.Range($"{at}.device.framesPerSecond", sample.Device?.FramesPerSecond, 0, 1000);
        faults.Text($"{at}.environment.networkType", sample.Environment?.NetworkType, Word);
        faults.Range($"{at}.environment.audioLevel", sample.Environment?.AudioLevel, 0, 1);
        faults.Range($"{at}.environment.echoReturnLossDecibels", sample.Environment?.EchoReturnLossDecibels, 0, 200);
    }

    private static void Check(NetworkFigures network, string at, int window, Faults faults)
    {
        if (network.Latency is { Kind: null }) faults.Add($"{at}.latency.kind", "is missing: oneWay or rtt");
        faults.Range($"{at}.latency.milliseconds", network.Latency?.Milliseconds, 0, MaxMilliseconds);
        faults.Range($"{at}.loss.percent", network.Loss?.Percent, 0, 100);
        faults.Range($"{at}.loss.maxBurst", network.Loss?.MaxBurst, 0, MaxBurst);
        faults.Range($"{at}.jitter.milliseconds", network.Jitter?.Milliseconds, 0, MaxMilliseconds);
        faults.Range($"{at}.jitter.bufferMilliseconds", network.Jitter?.BufferMilliseconds, 0, MaxMilliseconds);
        faults.Count($"{at}.jitter.delays", network.Jitter?.Delays.Count ?? 0, MaxDelays);
        foreach (var delay in network.Jitter?.Delays.Take(MaxDelays) ?? []) faults.Range($"{at}.jitter.delays", delay, 0, MaxMilliseconds);
        faults.Range($"{at}.packetsSent", network.PacketsSent, 0, MaxPackets);
        faults.Range($"{at}.packetsReceived", network.PacketsReceived, 0, MaxPackets);
        faults.Range($"{at}.edgeRoundTripMilliseconds", network.EdgeRoundTripMilliseconds, 0, MaxMilliseconds);
        faults.Count($"{at}.media", network.Media.Count, MaxMedia);
        foreach (var (index, media) in network.Media.Index().Take(MaxMedia))
        {
            faults.Text($"{at}.media[{index}].codec", media.Codec, ShortText);
            faults.Range($"{at}.media[{index}].bitrateKbps", media.BitrateKbps, 0, MaxKbps);
            faults.Range($"{at}.media[{index}].freezes", media.Freezes, 0, MaxCount);
            faults.Range($"{at}.media[{index}].freezeMilliseconds", media.FreezeMilliseconds, 0, Math.Max(window, 0));
        }
    }

    private sealed class Faults
    {
        public List<ReportFault> Found { get; } = [];

        public void Add(string path, string detail) => Found.Add(new(path, detail));

        public void Count(string path, int count, int most)
        {
            if (count > most) Add(path, string.Create(CultureInfo.InvariantCulture, $"has {count} entries, {most} at most"));
        }

        public void Text(string path, string? text, int longest)
        {
            if (text?.Length > longest) Add(path, string.Create(CultureInfo.InvariantCulture, $"is longer than {longest} characters"));
        }

        public void Range(string path, double? value, double least, double most)
        {
            if (value is { } given && !(given >= least && given <= most)) Add(path, string.Create(CultureInfo.InvariantCulture, $"must be {least} to {most}"));
        }
    }
}
