using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Signaling.Api.Auth;
using Signaling.Api.Network;
using Signaling.Api.Problems;
using Signaling.Domain.Quality.Readiness;

namespace Signaling.Api.Preparation;

/// <summary>Preparing a network: whether it is ready, what to open, what to prefer, and whether there is enough of everything.</summary>
internal static class ReadinessEndpoints
{
    /// <summary>Maps what is asked of one network under <c>/v1/networks/{id}</c>, for whoever looks after networks, and <c>GET /v1/symptoms</c>.</summary>
    public static IEndpointRouteBuilder MapReadiness(this IEndpointRouteBuilder routes)
    {
        var network = routes.MapGroup("/v1/networks/{id}").WithTags("Readiness").RequireAuthorization(Scopes.Network);
        network.MapPost("/readiness", JudgeAsync).WithName("JudgeReadiness");
        network.MapGet("/firewall-rules", ListRulesAsync).WithName("ListFirewallRules").Produces<FirewallRulesResponse>(200, "application/json", AnswerFormat.Others);
        network.MapGet("/qos", AdviseAsync).WithName("AdviseQos");
        network.MapPost("/bandwidth", BandwidthEndpoints.PlanAsync).WithName("PlanBandwidth");
        network.MapPost("/nat-pool", BandwidthEndpoints.SizeAsync).WithName("SizeNatPool");
        routes.MapGet("/v1/symptoms", ListSymptoms).WithName("ListSymptoms").WithTags("Readiness").RequireAuthorization(Scopes.Planning);
        return routes;
    }

    /// <summary>Is a network ready for calls? Its description and what was measured at its desks, folded into one verdict.</summary>
    /// <remarks>Reports come from the page <c>/network-test</c> or <c>client.checkNetwork()</c>. Nothing is stored. Values that the documents leave open are under <c>missing</c>.</remarks>
    /// <param name="id">The stored network's name; any name where the description comes along.</param>
    private static async Task<Results<Ok<NetworkReadinessResponse>, ProblemHttpResult>> JudgeAsync(
        string id, ReadinessRequest body, HttpContext context, NetworkSource networks, IOptions<ReadinessOptions> options, CancellationToken cancel)
    {
        var reports = body.Reports ?? [];
        if (reports.Count > ReportLimits.Reports) return Problem.For("report_invalid", $"At most {ReportLimits.Reports} reports at a time; these are {reports.Count}. Send a sample.");
        foreach (var (index, report) in reports.Index())
        {
            if (report is null) return Problem.For("report_invalid", $"reports[{index}] is null.");
            if (ReportLimits.Fault(report, $"reports[{index}]") is { } fault) return Problem.For("report_invalid", fault);
        }

        var (model, problem) = await networks.FindAsync(context.Caller().Tenant, id, body.Network, cancel);
        if (model is null) return problem!;
        return TypedResults.Ok(NetworkReadinessResponse.Of(id, model, ReadinessRules.Judge(model, reports, options.Value.ToNeeds(), options.Value.Rates.ToRates())));
    }

    /// <summary>What to open in a network's firewalls, proxies and VPNs, drawn from the flows that it has.</summary>
    /// <param name="id">The stored network's name.</param>
    /// <param name="format"><c>json</c>, <c>text</c> or <c>csv</c>; left out, <c>Accept</c> decides.</param>
    private static async Task<Results<Ok<FirewallRulesResponse>, ContentHttpResult, ProblemHttpResult>> ListRulesAsync(
        string id, HttpContext context, NetworkSource networks, ServiceHosts service, CancellationToken cancel, string? format = null)
    {
        var (model, problem) = await networks.FindAsync(context.Caller().Tenant, id, given: null, cancel);
        if (model is null) return problem!;
        var (hosts, source) = service.For(model, context.Request);
        var rules = FirewallRules.Of(model, hosts);
        var answer = new FirewallRulesResponse(
            id, RoutePlanResponse.Name(model.Profile.Name), source, [.. rules.Select(FirewallRuleResponse.Of)], [.. FirewallRules.Missing(model, rules).Select(MissingResponse.Of)]);
        return AnswerFormat.Write(context.Request, format, answer, () => FirewallText.Lines(answer), () => FirewallText.Table(answer));
    }

    /// <summary>Which packets to prefer when a link is full, and how routers know them.</summary>
    /// <param name="id">The stored network's name.</param>
    private static async Task<Results<Ok<QosAdvice>, ProblemHttpResult>> AdviseAsync(string id, HttpContext context, NetworkSource networks, ServiceHosts service, CancellationToken cancel)
    {
        var (model, problem) = await networks.FindAsync(context.Caller().Tenant, id, given: null, cancel);
        return model is null ? problem! : TypedResults.Ok(QosAdvice.Of(model, service.For(model, context.Request).Hosts));
    }

    /// <summary>What is likely behind what people say of bad calls, and what to do about it.</summary>
    /// <param name="symptom">One symptom alone: <c>slow</c>, <c>dropping</c>, <c>static</c>, <c>cutout</c> or <c>robotic</c>.</param>
    private static Results<Ok<SymptomsResponse>, ProblemHttpResult> ListSymptoms(string? symptom = null)
    {
        if (symptom is null) return TypedResults.Ok(new SymptomsResponse(Diagnosis.All));
        return Diagnosis.All.FirstOrDefault(one => RoutePlanResponse.Name(one.Symptom) == symptom) is { } known
            ? TypedResults.Ok(new SymptomsResponse([known]))
            : Problem.For("invalid_request", $"`symptom` is one of {string.Join(", ", Diagnosis.All.Select(one => RoutePlanResponse.Name(one.Symptom)))}.");
    }
}
