using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Signaling.Api.OpenApi;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Security;

/// <summary>Who may do what: every route, asked by everyone.</summary>
public partial class AccessMatrixTests(Deployments deployments, RedisServer redis)
{
    // In this order: caller, callee's device in the call, callee's other device, who sent the call on, another user of the tenant,
    // the caller's namesake of another tenant, nobody, an expired token. Each asks about a connected call of its own.
    private static readonly Dictionary<string, string> Matrix = new()
    {
        ["POST /v1/calls"]                                = "201 201 201 201 201 201 401 401",
        ["GET /v1/calls"]                                 = "200 200 200 200 200 200 401 401",
        ["GET /v1/calls/{callId}"]                        = "200 200 200 404 404 404 401 401",
        ["POST /v1/calls/{callId}/ringing"]               = "403 200 409 404 404 404 401 401",
        ["POST /v1/calls/{callId}/answer"]                = "403 200 409 404 404 404 401 401",
        ["POST /v1/calls/{callId}/reject"]                = "403 409 409 404 404 404 401 401",
        ["POST /v1/calls/{callId}/hangup"]                = "200 200 409 404 404 404 401 401",
        ["POST /v1/calls/{callId}/redirect"]              = "403 409 409 404 404 404 401 401",
        ["POST /v1/calls/{callId}/hold"]                  = "200 200 409 404 404 404 401 401",
        ["POST /v1/calls/{callId}/resume"]                = "200 200 409 404 404 404 401 401",
        ["POST /v1/calls/{callId}/transfer"]              = "422 422 422 422 422 422 401 401", // planned: the same for everyone
        ["POST /v1/calls/{callId}/offers"]                = "201 201 409 404 404 404 401 401",
        ["POST /v1/calls/{callId}/offers/{number}/answer"] = "403 200 409 404 404 404 401 401", // the caller's own offer
        ["POST /v1/calls/{callId}/offers/{number}/reject"] = "200 200 409 404 404 404 401 401",
        ["POST /v1/calls/{callId}/candidates"]            = "204 204 409 404 404 404 401 401",
        ["PATCH /v1/calls/{callId}/candidates"]           = "204 204 409 404 404 404 401 401",
        ["GET /v1/calls/{callId}/timeline"]               = "200 200 200 404 404 404 401 401",
        ["POST /v1/calls/{callId}/messages"]              = "202 202 409 404 404 404 401 401",
        ["POST /v1/calls/{callId}/connectivity"]          = "204 204 409 404 404 404 401 401",
        ["POST /v1/calls/{callId}/telemetry"]             = "202 202 409 404 404 404 401 401",
        ["GET /v1/calls/{callId}/flows"]                  = "200 200 200 404 404 404 401 401",
        ["GET /v1/calls/{callId}/quality"]                = "200 200 200 404 404 404 401 401",
        ["GET /v1/events"]                                = "200 200 200 200 200 200 401 401",
        ["POST /v1/relay-credentials"]                    = "200 200 200 200 200 200 401 401",
        ["GET /v1/endpoints"]                             = "200 200 200 200 200 200 401 401",
        ["POST /v1/route-plans"]                          = "200 200 200 200 200 200 401 401",
        ["GET /v1/networks"]                              = "403 403 403 403 403 403 401 401", // for the scope `network`: StoredNetworkTests
        ["GET /v1/networks/{id}"]                         = "403 403 403 403 403 403 401 401",
        ["PUT /v1/networks/{id}"]                         = "403 403 403 403 403 403 401 401",
        ["DELETE /v1/networks/{id}"]                      = "403 403 403 403 403 403 401 401",
        ["POST /v1/networks/{id}/readiness"]              = "403 403 403 403 403 403 401 401", // ReadinessEndpointsTests
        ["POST /v1/networks/{id}/bandwidth"]              = "403 403 403 403 403 403 401 401",
        ["POST /v1/networks/{id}/nat-pool"]               = "403 403 403 403 403 403 401 401",
        ["GET /v1/networks/{id}/firewall-rules"]          = "403 403 403 403 403 403 401 401",
        ["GET /v1/networks/{id}/qos"]                     = "403 403 403 403 403 403 401 401",
        ["GET /v1/network-test"]                          = "200 200 200 200 200 200 401 401",
        ["POST /v1/network-test/verdict"]                 = "200 200 200 200 200 200 401 401",
        ["GET /v1/symptoms"]                              = "200 200 200 200 200 200 401 401",
        ["GET /v1/networks/{id}/subnets"]                 = "403 403 403 403 403 403 401 401",
        ["POST /v1/networks/{id}/subnets"]                = "403 403 403 403 403 403 401 401",
        ["PUT /v1/networks/{id}/subnets"]                 = "403 403 403 403 403 403 401 401",
        ["GET /v1/trunks"]                                = "403 403 403 403 403 403 401 401",
        ["GET /v1/trunks/{id}"]                           = "403 403 403 403 403 403 401 401",
        ["PUT /v1/trunks/{id}"]                           = "403 403 403 403 403 403 401 401",
        ["DELETE /v1/trunks/{id}"]                        = "403 403 403 403 403 403 401 401",
        ["GET /v1/flows"]                                 = "200 200 200 200 200 200 401 401",
        ["GET /v1/flows/{id}"]                            = "200 200 200 200 200 200 401 401",
        ["GET /v1/profiles"]                              = "200 200 200 200 200 200 401 401",
        ["GET /v1/profiles/{name}"]                       = "200 200 200 200 200 200 401 401",
        ["GET /v1/edges"]                                 = "200 200 200 200 200 200 200 200",
        ["GET /v1/ping"]                                  = "204 204 204 204 204 204 204 204",
        ["POST /v1/dev/tokens"]                           = "200 200 200 200 200 200 200 200",
        ["GET /problems"]                                 = "200 200 200 200 200 200 200 200",
        ["GET /problems/{code}"]                          = "200 200 200 200 200 200 200 200",
        ["GET /healthz/live"]                             = "200 200 200 200 200 200 200 200",
        ["GET /healthz/ready"]                            = "200 200 200 200 200 200 200 200",
        ["GET /swagger/development-token.js"]             = "200 200 200 200 200 200 200 200", // in Development
        ["GET /metrics"]                                  = "200 200 200 200 200 200 200 200", // from loopback
        ["POST /hubs/signaling/negotiate"]                = "400 400 400 400 400 400 400 400",
        ["* /hubs/signaling"]                             = "400 400 400 400 400 400 401 401", // no WebSocket
    };

    [Fact]
    public async Task Routes_OfTheEdge_AreAllInTheMatrix()
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);

        var routes = scene.Edges[0].Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(route => (route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"])
                .Where(method => method is not "HEAD").Select(method => $"{method} /{Constraint().Replace(route.RoutePattern.RawText!.Trim('/'), "}")}"))
            .Except(Planned.Routes.Select(planned => $"* {planned.Route}")) // PlannedTests
            .Where(route => route is not ("* /hubs/signaling/negotiate" or "GET /")); // the framework's own, behind ours; the page, or word that it was not built

        Assert.Equal(Matrix.Keys.Order(StringComparer.Ordinal), routes.Distinct().Order(StringComparer.Ordinal));
    }

    public static TheoryData<On, string> Rows()
    {
        var rows = new TheoryData<On, string>();
        foreach (var route in Matrix.Keys) rows.Add(On.Embedded, route);
        foreach (var route in Matrix.Keys.Where(route => route.Contains("callId", StringComparison.Ordinal))) rows.Add(On.Redis, route);
        return rows;
    }

    [Theory, MemberData(nameof(Rows))]
    [Trait("CallFlow", "#14"), Trait("CallFlow", "#76")]
    public async Task Route_AskedByEveryone_AnswersAsTheMatrixSays(On on, string route)
    {
        await using var scene = await deployments.SceneAsync(on, redis);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(async who =>
        {
            var answer = await AskAsync(scene, route, who);
            if ((int)answer.Status >= 400) answer.AssertProblem();
            return (int)answer.Status;
        }));

        Assert.Equal(Matrix[route], string.Join(' ', statuses));
    }

    // A call that Ann placed to Ben, who sent it on to Cid, who answered on the phone; each asker has one of its own.
    private static async Task<Answer> AskAsync(Scene scene, string route, int who)
    {
        string Named(string user) => $"{user}{who}";
        Device ann = scene.Device(Named("ann")), ben = scene.Device(Named("ben")), phone = scene.Device(Named("cid"), "phone");
        var call = "";
        if (route.Contains("callId", StringComparison.Ordinal))
        {
            call = await ann.CallAsync(ben.User);
            await ben.PostAsync($"/v1/calls/{call}/redirect", new { to = phone.User }).OkAsync();
            await phone.AnswerAsync(call).OkAsync();
            if (route.Contains("number", StringComparison.Ordinal)) await ann.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }).OkAsync(System.Net.HttpStatusCode.Created);
        }

        var expired = RunningEdge.TokenOf(ann.User, scene.Tenant, TimeSpan.FromHours(-2));
        var asker = who switch
        {
            0 => ann,
            1 => phone,
            2 => scene.Device(phone.User, "tablet"),
            3 => ben,
            4 => scene.Device(Named("dan")),
            5 => scene.Device(ann.User, tenant: scene.Tenant + "x"),
            6 => scene.Device(ann.User, token: ""),
            _ => scene.Device(ann.User, token: expired),
        };
        var parts = route.Split(' ');
        var path = parts[1].Replace("{callId}", call, StringComparison.Ordinal).Replace("{number}", "2", StringComparison.Ordinal).Replace("{code}", "glare", StringComparison.Ordinal)
            .Replace("{id}", "4", StringComparison.Ordinal).Replace("{name}", "acs", StringComparison.Ordinal);
        return await asker.SendAsync(new HttpMethod(parts[0] is "*" ? "GET" : parts[0]), path, parts[0] is "GET" or "*" ? null : BodyOf(route));
    }

    private static object BodyOf(string route) => route[(route.LastIndexOf('/') + 1)..] switch
    {
        "calls"                                => new { to = "eve", sdp = Descriptions.Offer },
        "answer"                               => new { sdp = Descriptions.Answer },
        "offers"                               => new { sdp = Descriptions.Restart },
        "redirect"                             => new { to = "eve" },
        "messages"                             => new { text = "hello" },
        "verdict"                              => RequestExamples.Of("JudgeNetworkTest")!,
        "connectivity"                         => RequestExamples.Of("ReportConnectivity")!,
        "telemetry"                            => RequestExamples.Of("ReportTelemetry")!,
        "route-plans"                          => RequestExamples.Of("PlanRoute")!,
        "subnets"                              => new StringContent("site,prefix,role\n", MediaTypeHeaderValue.Parse("text/csv")),
        "tokens"                               => new { user = "alice" },
        "candidates" when route.StartsWith("PATCH", StringComparison.Ordinal) => new StringContent(
            $"m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na={Descriptions.Candidate}\r\n", MediaTypeHeaderValue.Parse("application/trickle-ice-sdpfrag")),
        "candidates"                           => new { candidates = new[] { new { candidate = Descriptions.Candidate, sdpMid = "0" } } },
        _                                      => new { },
    };

    [GeneratedRegex(":[^}]*}")]
    private static partial Regex Constraint();
}
