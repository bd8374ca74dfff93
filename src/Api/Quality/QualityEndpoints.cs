using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Signaling.Api.Auth;
using Signaling.Api.Calls;
using Signaling.Api.Edges;
using Signaling.Api.Network;
using Signaling.Api.Problems;
using Signaling.Api.Telemetry;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.History;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Domain.Quality;
using Signaling.Domain.Quality.Paths;
using Signaling.Domain.Quality.Storage;

namespace Signaling.Api.Quality;

/// <summary>Steps 7 and 8 of a call, and what they show: paths and quality (CALL-FLOWS #80 to #83, #230, #231).</summary>
internal static class QualityEndpoints
{
    private const int MaxBodyBytes = 65_536;

    public static IEndpointRouteBuilder MapQuality(this IEndpointRouteBuilder routes)
    {
        var call = routes.MapGroup("/v1/calls/{callId}").WithTags("Quality").RequireAuthorization().AddEndpointFilter(AskedBinding.CheckAsync);
        call.MapPost("/connectivity", ReportConnectivityAsync).WithName("ReportConnectivity").WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        call.MapPost("/telemetry", ReportTelemetryAsync).WithName("ReportTelemetry").WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        var shown = routes.MapGroup("/v1/calls/{callId}").WithTags("Quality").RequireAuthorization(Scopes.Review).AddEndpointFilter(AskedBinding.CheckAsync);
        shown.MapGet("/flows", ShowFlowsAsync).WithName("ShowCallFlows");
        shown.MapGet("/quality", ShowQualityAsync).WithName("ShowCallQuality");
        return routes;
    }

    /// <summary>Say which path media took (step 7).</summary>
    /// <remarks>For the two devices in the call, from its answer until shortly after its end. The client library does it by itself. Number your reports: an older one
    /// changes nothing, so that each may be sent again. When the path is another than before, both sides are told by <c>call.mediaPath</c>.</remarks>
    /// <response code="204">It is kept, unless a newer one was.</response>
    private static async Task<Results<NoContent, ProblemHttpResult>> ReportConnectivityAsync(
        CallId callId, ConnectivityReport body, HttpContext context, ReportTaker taker, PathReports paths, IOptions<EdgeOptions> edge, ICallStore store, CancellationToken cancel)
    {
        if (MeasurementRules.Check(body) is [_, ..] faults) return Invalid(faults);

        var kept = new KeptReport(body, SourceOf(context), edge.Value.Self.Region);
        ExplainedLeg? leg = null;
        var outcome = await taker.TakeAsync(context.Asks(), callId, async (known, commit) =>
        {
            (commit, leg) = await paths.CompleteAsync(known, commit, kept, cancel);
            return commit;
        }, cancel);
        if (outcome is not ReportOutcome.Done done) return Problem.For(((ReportOutcome.Refused)outcome).Code);

        if (done.Taken.PathChanged) await NoteAsync(store, done.Known.Call.Tenant, callId, PathReports.LineOf(leg!, context.Asks().By, store.Now), cancel);
        return paths.Followed(leg!, done.Taken) is { } forbidden ? Problem.For("direct_media_blocked", forbidden, rule: "CALL-FLOWS #90") : TypedResults.NoContent();
    }

    // The report is kept and both sides are told; a timeline without its line is no reason to say otherwise.
    private static async Task NoteAsync(ICallStore store, TenantId tenant, CallId call, TimelineEntry line, CancellationToken cancel)
    {
        try
        {
            await store.NoteAsync(tenant, call, line, cancel);
        }
        catch (Exception late) when (late is StoreUnavailableException or OperationCanceledException)
        {
            // It may come late, or not at all.
        }
    }

    /// <summary>Say how good media are (step 8).</summary>
    /// <remarks>For the two devices in the call, from its answer until shortly after its end. The client library does it by itself. Number your samples: one that comes
    /// twice, late or out of order counts once.</remarks>
    /// <response code="202">They are counted, as far as they were new.</response>
    private static async Task<Results<Accepted<TelemetryResponse>, ProblemHttpResult>> ReportTelemetryAsync(
        CallId callId, TelemetryRequest body, HttpContext context, ReportTaker taker, IOptions<QualityOptions> options, SignalingMetrics metrics, CancellationToken cancel)
    {
        if (MeasurementRules.Check(body.Samples ?? []) is [_, ..] faults) return Invalid(faults);

        ImmutableArray<StoredSample> samples = [.. body.Samples!.Select(sample => new StoredSample(sample!.Sequence, KeptReport.Write(sample.Condensed()), [.. LegTally.TermsOf(sample)]))];
        var outcome = await taker.TakeAsync(context.Asks(), callId, (_, commit) => new(commit with { Samples = samples }), cancel);
        if (outcome is not ReportOutcome.Done done) return Problem.For(((ReportOutcome.Refused)outcome).Code);

        var thresholds = options.Value.ToThresholds();
        var newest = QualityVerdict.Unknown;
        foreach (var (index, sample) in body.Samples!.OrderBy(sample => sample!.Sequence).Index())
        {
            newest = QualityJudge.Judge(LegTally.FiguresOf(sample!), thresholds).Verdict;
            if (index >= body.Samples!.Count - done.Taken.Counted) metrics.Sampled(newest); // those that were counted before are the older ones
        }

        return TypedResults.Accepted((string?)null, new TelemetryResponse(done.Taken.Counted, RoutePlanResponse.Name(newest)));
    }

    /// <summary>Which ways a call took, which were expected, and why they differ.</summary>
    /// <remarks>The eight steps with each user's flow; the numbers of rules are those of docs/call-flows.md. What is expected comes from the tenant's live network and both
    /// users' places. Networks and addresses of the other side are not shown, but to the scope <c>admin</c>, which sees both sides of all calls of the tenant.</remarks>
    private static async Task<Results<Ok<CallFlowsResponse>, ProblemHttpResult>> ShowFlowsAsync(
        CallId callId, HttpContext context, CallService calls, ICallStore store, PathReports paths, CancellationToken cancel)
    {
        var (outcome, viewer) = await ReadAsync(context, callId, calls, store, cancel);
        if (outcome is not CallOutcome.Done done) return CallProblems.Of(outcome);

        var (model, described, explained) = await paths.ExplainAsync(done.Stored, viewer, cancel);
        return TypedResults.Ok(CallFlowsResponse.Of(done.Stored.Call, model, described, explained));
    }

    /// <summary>How good a call is, or was: each side's figures, the worst leg, a verdict.</summary>
    /// <remarks>For the two users of the call, and for the scope <c>admin</c>, which sees all calls of the tenant.</remarks>
    /// <param name="samples">How many of each side's newest samples to show, 0 to 120; 1 when left out.</param>
    private static async Task<Results<Ok<CallQualityResponse>, ProblemHttpResult>> ShowQualityAsync(
        CallId callId, HttpContext context, CallService calls, ICallStore store, IQualityStore reports, IOptions<QualityOptions> options, CancellationToken cancel, int samples = 1)
    {
        if (samples is < 0 or > QualityRecord.MaxSamples) return Problem.For("invalid_request", $"`samples` must be 0 to {QualityRecord.MaxSamples}.");
        var (outcome, _) = await ReadAsync(context, callId, calls, store, cancel);
        if (outcome is not CallOutcome.Done done) return CallProblems.Of(outcome);

        var (caller, callee) = await reports.ReadReportsAsync(done.Stored.Call.Tenant, callId, cancel);
        return TypedResults.Ok(CallQualityResponse.Of(done.Stored.Call, caller, callee, options.Value.ToThresholds(), samples));
    }

    // As with timelines: each user the own calls, as that side; the scope `admin` every call of the tenant, as neither.
    private static async Task<(CallOutcome Outcome, CallSide? Viewer)> ReadAsync(HttpContext context, CallId id, CallService calls, ICallStore store, CancellationToken cancel)
    {
        var ask = context.Asks();
        if (context.Caller().Has(Scopes.Admin))
            return (await store.FindAsync(ask.Tenant, id, null, cancel) is ({ } found, _) ? new CallOutcome.Done(found) : new CallOutcome.Refused(CallError.CallNotFound), null);

        var outcome = await calls.ReadAsync(ask, id, cancel);
        return (outcome, outcome is CallOutcome.Done { Stored.Call: var call } && ask.By.User == call.Caller.User ? CallSide.Caller : CallSide.Callee);
    }

    private static ProblemHttpResult Invalid(IReadOnlyList<ReportFault> faults) => Problem.For(
        "invalid_request", $"{faults[0].Path} {faults[0].Detail}.", more: ("errors", faults.Take(50).Select(fault => new { path = fault.Path, detail = fault.Detail }).ToArray()));

    private static string? SourceOf(HttpContext context) => context.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : Unscoped(address)).ToString() : null;

    private static IPAddress Unscoped(IPAddress address) => new(address.GetAddressBytes());
}

/// <summary>What a device has measured.</summary>
/// <param name="Samples">1 to 20 samples.</param>
internal sealed record TelemetryRequest(IReadOnlyList<TelemetrySample?>? Samples);

/// <summary>What became of samples.</summary>
/// <param name="Counted">How many were new.</param>
/// <param name="Verdict">How good the newest is by itself: <c>good</c>, <c>fair</c>, <c>poor</c> or <c>unknown</c>.</param>
internal sealed record TelemetryResponse(int Counted, string Verdict);
