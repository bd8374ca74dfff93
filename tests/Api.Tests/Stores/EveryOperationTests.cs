using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Signaling.Api.OpenApi;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Stores;

/// <summary>Each operation that the OpenAPI file names, asked of an edge whose Redis stands still.</summary>
public class EveryOperationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.1); // the two seconds that are promised, and what sending and reading take

    // They say 503 for another reason, or can do without what is stored.
    private static readonly HashSet<string> NeedsNoStore = ["Ready", "MintRelayCredentials", "PlanRoute"];

    [Fact]
    public async Task Redis_StandsStill_EveryOperationIsAnsweredInTimeAlsoJustAfterANetworkWasStored()
    {
        await using var redis = await RedisServer.StartOwnAsync(cancel: TestContext.Current.CancellationToken);
        await using var deployment = await Deployment.RedisAsync(redis, edges: 1);
        await using var scene = deployment.Scene();
        var (ann, ben) = (scene.Device("ann", token: RunningEdge.TokenOf("ann", scene.Tenant, null, "calls", "network")), scene.Device("ben"));
        var call = await ann.CallAsync("ben");
        await ben.AnswerAsync(call).OkAsync();
        var asked = OperationsOf(call).ToArray();
        foreach (var operation in asked.Where(operation => operation.Name is not ("ReadEvents" or "HangUpCall" or "RejectCall"))) await AskAsync(ann, operation); // that nothing is slow for being new
        await ann.SendAsync(HttpMethod.Put, "/v1/networks/hq", new { profile = "teams" }).OkAsync(HttpStatusCode.Created);

        redis.Pause();
        var answers = await Task.WhenAll(asked.Select(operation => AskAsync(ann, operation)));

        Assert.All(answers, one => Assert.True(one.Took < Patience, $"{one.Name} took {one.Took}"));
        Assert.All(answers.Where(one => one.Answer.Status is HttpStatusCode.ServiceUnavailable && one.Name is not "Ready"), one => one.Answer.AssertProblem());
        Assert.Equal(
            asked.Where(operation => operation.MayBeUnavailable && !NeedsNoStore.Contains(operation.Name)).Select(operation => operation.Name).Order(),
            answers.Where(one => one.Answer.Code is "store_unavailable").Select(one => one.Name).Order());
    }

    private static async Task<(string Name, Answer Answer, TimeSpan Took)> AskAsync(Device device, Operation operation)
    {
        var begun = FairWatch.StartNew();
        HttpContent? fragment = operation.Name switch
        {
            "AddCandidateFragment"          => new StringContent(RequestExamples.Of(operation.Name)!.GetValue<string>(), MediaTypeHeaderValue.Parse("application/trickle-ice-sdpfrag")),
            "AddSubnets" or "ReplaceSubnets" => new StringContent("site,prefix,role\nhq,10.0.0.0/8,internal\n", MediaTypeHeaderValue.Parse("text/csv")),
            _                                => null,
        };
        var answer = await device.SendAsync(operation.Method, operation.Path, operation.HasBody ? fragment ?? (object?)RequestExamples.Of(operation.Name) ?? new { } : null);
        return (operation.Name, answer, begun.Elapsed);
    }

    private static IEnumerable<Operation> OperationsOf(string call)
    {
        var document = JsonElement.Parse(Repository.Read("openapi/signaling.v1.json"));
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            var at = path.Name.Replace("{callId}", call, StringComparison.Ordinal).Replace("{number}", "1", StringComparison.Ordinal).Replace("{id}", "hq", StringComparison.Ordinal)
                .Replace("{name}", "teams", StringComparison.Ordinal).Replace("{code}", "draining", StringComparison.Ordinal);
            foreach (var one in path.Value.EnumerateObject())
                yield return new(one.Value.TextAt("operationId")!, new HttpMethod(one.Name.ToUpperInvariant()), at, one.Value.TryGetProperty("requestBody", out _), one.Value.GetProperty("responses").TryGetProperty("503", out _));
        }
    }

    private sealed record Operation(string Name, HttpMethod Method, string Path, bool HasBody, bool MayBeUnavailable);
}
