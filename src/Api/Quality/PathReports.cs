using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Signaling.Api.Events;
using Signaling.Api.Problems;
using Signaling.Api.Telemetry;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.History;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Domain.Network;
using Signaling.Domain.Quality;
using Signaling.Domain.Quality.Paths;
using Signaling.Domain.Quality.Storage;

namespace Signaling.Api.Quality;

/// <summary>Makes of a device's report what is kept and what both sides are told, and explains a call by what is kept.</summary>
internal sealed class PathReports(IQualityStore reports, CallFacts facts, IOptions<QualityOptions> options, SignalingMetrics metrics)
{
    /// <summary>The commit with the path in it, and the path as it is explained to the device that reports it.</summary>
    public async ValueTask<(ReportCommit Commit, ExplainedLeg Leg)> CompleteAsync(StoredCall known, ReportCommit commit, KeptReport kept, CancellationToken cancel)
    {
        var (side, call) = (commit.Side, known.Call);
        var (model, _) = await facts.NetworkAsync(call.Tenant, cancel);
        var before = await reports.ReadReportsAsync(call.Tenant, call.Id, cancel);
        PartyFacts own = Facts(side, kept, model), other = Facts(CallRules.Other(side), null, model);
        var leg = Explain(own, other with { IsOther = true });
        var forOther = Explain(own with { IsOther = true }, other);
        var by = side is CallSide.Caller ? call.Caller : new Actor(call.Callee, call.CalleeDevice!.Value);

        return (commit with
        {
            Path = new(kept.Report.Sequence, Word(leg), KeptReport.Write(kept)),
            Events = call.Phase is CallPhase.Ended ? [] : [Tell(CallSide.Caller), Tell(CallSide.Callee)], // its end is the last that anybody is told of a call
        }, leg);

        PartyFacts Facts(CallSide of, KeptReport? told, NetworkModel network)
        {
            var record = of is CallSide.Caller ? before.Caller : before.Callee;
            return facts.Of(known, of, network, told ?? CallFacts.ReportOf(record), record);
        }

        // The explanation is the reporting side's, whichever side that is.
        ExplainedLeg Explain(PartyFacts self, PartyFacts peer)
        {
            var (caller, callee) = side is CallSide.Caller ? (self, peer) : (peer, self);
            var explained = PathExplainer.Explain(model, caller, callee, CallFacts.NeedsOf(call), options.Value.SignalingRoundTrip);
            return side is CallSide.Caller ? explained.Caller : explained.Callee;
        }

        InboxEvent Tell(CallSide to)
        {
            var told = to == side ? leg : forOther;
            var (user, devices) = to is CallSide.Caller ? (call.Caller.User, DeviceFilter.Only(call.Caller.Device)) : (call.Callee, call.CalleeDevices);
            var notice = new NoticeData.MediaPath(by, kept.Report.State, told.Real, [.. told.RealFlows.Select(flow => flow.ToWire())], told.AsExpected, told.Summary);
            return new(new UserKey(call.Tenant, user), devices, EventBody.Of($"{call.Id}.{ReportTaker.Nonce()}", call.Id, notice), call.Id, null);
        }
    }

    /// <summary>The line of a call's timeline that tells of another path. Both sides may read it, so it names no network.</summary>
    public static TimelineEntry LineOf(ExplainedLeg leg, Actor by, DateTimeOffset at)
    {
        var facts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (leg.State is { } state) facts["state"] = Problem.CodeOf(state);
        if (leg.Real is { } real)
        {
            facts["path"] = PathWords.Of(real);
            if (leg.RealFlows is [_, ..]) facts["flows"] = string.Join(',', leg.RealFlows.Select(flow => flow.ToWire()));
        }

        if (leg.AsExpected is { } expected) facts["as_expected"] = expected ? "true" : "false";
        if (leg.Why is [var first, ..]) facts["cause"] = Problem.CodeOf(first.Cause);
        return new(0, at, leg.Real is null ? TimelineKind.Connectivity : TimelineKind.MediaPath, by.User, by.Device) { Facts = facts.ToImmutable() };
    }

    /// <summary>Counts a report that was taken; says why its path may not be, if its network's owner forbids it.</summary>
    public string? Followed(ExplainedLeg leg, ReportResult.Taken taken)
    {
        if (taken.PathChanged && (leg.Real is not null || leg.State == ConnectivityState.Failed)) metrics.PathTaken(leg.Real);
        return leg.Why.FirstOrDefault(one => one.Cause == PathCause.DirectDespitePolicy) is { } forbidden ? $"Media go directly, because {forbidden.Because}: {forbidden.Fix}." : null;
    }

    /// <summary>The call, explained.</summary>
    /// <param name="viewer">The side to whom the other's networks and addresses are not told; null to tell everything.</param>
    public async Task<(NetworkModel Model, bool Described, ExplainedCall Explained)> ExplainAsync(StoredCall stored, CallSide? viewer, CancellationToken cancel)
    {
        var (model, described) = await facts.NetworkAsync(stored.Call.Tenant, cancel);
        var (caller, callee) = await reports.ReadReportsAsync(stored.Call.Tenant, stored.Call.Id, cancel);
        return (model, described, PathExplainer.Explain(model, Facts(CallSide.Caller, caller), Facts(CallSide.Callee, callee), CallFacts.NeedsOf(stored.Call), options.Value.SignalingRoundTrip));

        PartyFacts Facts(CallSide side, QualityRecord record) => facts.Of(stored, side, model, CallFacts.ReportOf(record), record) with { IsOther = viewer is not null && side != viewer };
    }

    // What makes a path another one: a round trip does not.
    private static string Word(ExplainedLeg leg) =>
        leg.Real is { } real ? $"{leg.State} {real.Kind} {real.Transport} {real.Local} {real.Remote} {real.RelayHost}" : $"{leg.State}";
}
