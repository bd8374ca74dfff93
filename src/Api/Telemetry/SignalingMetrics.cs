using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using Signaling.Api.Problems;
using Signaling.Domain.Calls;
using Signaling.Domain.Network.Policies;
using Signaling.Domain.Quality;
using Signaling.Domain.Sdp;

namespace Signaling.Api.Telemetry;

/// <summary>What this edge counts and times: the meter <c>Signaling</c>, read by <c>/metrics</c> and sent by OTLP alike. docs/metrics.md explains each.</summary>
internal sealed class SignalingMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Signaling";

    private static readonly InstrumentAdvice<double> Quick = new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5] };
    private static readonly InstrumentAdvice<double> Slow = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] };
    private static readonly FrozenSet<string> SdpCodes = Enum.GetValues<SdpErrorCode>().Select(code => Problem.CodeOf(code)).ToFrozenSet(StringComparer.Ordinal);
    private static readonly string[] Transports = ["hub", "sse", "poll"];

    private readonly Counter<long> started, ended, conflicts, resyncs, refusedDescriptions, refusals, rateLimited, refusedTokens, presence, paths, samples, removedCandidates;
    private readonly UpDownCounter<long> active;
    private readonly Histogram<double> commits, reads, delivery, lag, lateness;

    public SignalingMetrics(IMeterFactory meters)
    {
        Meter = meters.Create(MeterName);
        started = Meter.CreateCounter<long>("signaling.calls.started", "{call}", "Calls placed through this edge");
        ended = Meter.CreateCounter<long>("signaling.calls.ended", "{call}", "Calls ended through this edge, by reason");
        active = Meter.CreateUpDownCounter<long>("signaling.calls.active", "{call}", "Calls placed less calls ended here; the sum over all edges is the number of open calls");
        commits = Meter.CreateHistogram("signaling.store.commit.duration", "s", "Time to commit one change, by what became of it", advice: Quick);
        reads = Meter.CreateHistogram("signaling.store.read.duration", "s", "Time of one reading step at the store, by operation", advice: Quick);
        conflicts = Meter.CreateCounter<long>("signaling.store.commit.conflicts", "{commit}", "Commits that found the call changed, and were decided again");
        delivery = Meter.CreateHistogram("signaling.delivery.duration", "s", "From the commit of an event to its being sent to a device here, by kind: offer, answer, other", advice: Quick);
        lag = Meter.CreateHistogram("signaling.inbox.lag", "s", "From the commit of an event to word of it reaching this edge", advice: Quick);
        resyncs = Meter.CreateCounter<long>("signaling.inbox.resyncs", "{resync}", "Devices whose place in their inbox was not known any more");
        lateness = Meter.CreateHistogram("signaling.deadline.lateness", "s", "From a call's deadline to the commit that acted on it", advice: Slow);
        presence = Meter.CreateCounter<long>("signaling.presence.changes", "{change}", "Devices that vanished from a call, or came back to it in time, by which: lost, returned");
        refusedDescriptions = Meter.CreateCounter<long>("signaling.sdp.refused", "{description}", "Session descriptions and candidates refused, by code");
        removedCandidates = Meter.CreateCounter<long>("signaling.candidates.removed", "{candidate}", "Candidates that the policies of a network took out, by rule");
        refusals = Meter.CreateCounter<long>("signaling.problems", "{answer}", "Problems answered, by code");
        rateLimited = Meter.CreateCounter<long>("signaling.requests.rate_limited", "{request}", "Requests refused for their rate");
        refusedTokens = Meter.CreateCounter<long>("signaling.tokens.refused", "{token}", "Tokens refused, by reason");
        paths = Meter.CreateCounter<long>("signaling.media.paths", "{path}", "Paths of media that devices reported, each time that one was another than before, by kind and transport");
        samples = Meter.CreateCounter<long>("signaling.quality.samples", "{sample}", "Samples of call quality counted, by verdict");
        Meter.CreateObservableGauge("signaling.store.up", () => IsStoreUp() ? 1 : 0, description: "Whether the store answers this edge: 1 or 0");
        Meter.CreateObservableGauge("signaling.connections", ObserveConnections, "{connection}", "Devices connected to this edge, by transport");
    }

    /// <summary>The meter itself; each host has one of its own.</summary>
    public Meter Meter { get; }

    /// <summary>Says whether the store answers; asked at each reading. Until it is set, the store counts as up.</summary>
    public Func<bool> IsStoreUp { get; set; } = () => true;

    /// <summary>Says how many devices are connected by a transport (<c>hub</c>, <c>sse</c>, <c>poll</c>); asked at each reading.</summary>
    public Func<string, int> CountConnections { get; set; } = _ => 0;

    /// <summary>A call was placed.</summary>
    public void CallStarted()
    {
        started.Add(1);
        active.Add(1);
    }

    /// <summary>A call has ended.</summary>
    public void CallEnded(EndReason reason)
    {
        ended.Add(1, Tag("reason", Problem.CodeOf(reason)));
        active.Add(-1);
    }

    /// <summary>The policies of a network took a candidate out.</summary>
    public void CandidateRemoved(PolicyRule rule) => removedCandidates.Add(1, Tag("rule", Problem.CodeOf(rule)));

    /// <summary>The store took so long over a commit.</summary>
    /// <param name="of"><c>call</c>, <c>candidates</c> or <c>report</c>.</param>
    /// <param name="outcome">What became of it, in snake_case, such as <c>committed</c>, <c>stale</c> or <c>unavailable</c>.</param>
    public void Committed(string of, string outcome, TimeSpan took)
    {
        commits.Record(took.TotalSeconds, Tag("of", of), Tag("outcome", outcome));
        if (outcome == "stale") conflicts.Add(1, Tag("of", of));
    }

    /// <summary>The store took so long over something that changes no call.</summary>
    public void Read(string operation, TimeSpan took) => reads.Record(took.TotalSeconds, Tag("operation", operation));

    /// <summary>An event was sent to a device, so long after its commit.</summary>
    /// <param name="kind"><c>offer</c>, <c>answer</c> or <c>other</c>.</param>
    public void Delivered(string kind, TimeSpan after) => delivery.Record(Positive(after), Tag("kind", kind));

    /// <summary>Word of an event came to this edge, so long after its commit.</summary>
    public void Heard(TimeSpan after) => lag.Record(Positive(after));

    /// <summary>A device has to resync.</summary>
    public void Resynced() => resyncs.Add(1);

    /// <summary>A deadline was acted on, so long after it had passed.</summary>
    public void DeadlineMet(TimeSpan late) => lateness.Record(Positive(late));

    /// <summary>A device has vanished from a call.</summary>
    public void DeviceLost() => presence.Add(1, Tag("change", "lost"));

    /// <summary>A device that had vanished from a call is back.</summary>
    public void DeviceReturned() => presence.Add(1, Tag("change", "returned"));

    /// <summary>A problem was answered.</summary>
    /// <param name="code">A code of the catalogue.</param>
    public void Refused(string code)
    {
        refusals.Add(1, Tag("code", code));
        if (code == "rate_limited") rateLimited.Add(1);
        else if (SdpCodes.Contains(code)) refusedDescriptions.Add(1, Tag("code", code));
    }

    /// <summary>A token was refused.</summary>
    /// <param name="reason">In snake_case, such as <c>expired</c>.</param>
    public void TokenRefused(string reason) => refusedTokens.Add(1, Tag("reason", reason));

    /// <summary>A device's media took a path; none works when it is null.</summary>
    public void PathTaken(MediaPath? path) =>
        paths.Add(1, Tag("kind", path is null ? "none" : Problem.CodeOf(path.Kind)), Tag("transport", path?.Transport is { } transport ? Problem.CodeOf(transport) : "none"));

    /// <summary>A sample of a call's quality was counted.</summary>
    public void Sampled(QualityVerdict verdict) => samples.Add(1, Tag("verdict", Problem.CodeOf(verdict)));

    private IEnumerable<Measurement<int>> ObserveConnections() =>
        Transports.Select(transport => new Measurement<int>(CountConnections(transport), Tag("transport", transport)));

    // The store's clock and ours differ by a little, and no event is sent before it is written.
    private static double Positive(TimeSpan time) => Math.Max(0, time.TotalSeconds);

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
