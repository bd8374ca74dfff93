using System.Net;
using Signaling.Api.Tests.Running;
using Xunit;

namespace Signaling.Api.Tests;

public class PlannedTests
{
    [Fact]
    public async Task Planned_EveryAddress_SaysByNameThatItIsNotBuilt()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var ann = edge.Device("ann");

        foreach (var (route, what) in Planned.Routes)
        {
            var path = route.Replace("{**rest}", "some/thing", StringComparison.Ordinal).Replace("{callId}", "local_abc", StringComparison.Ordinal);
            foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete])
            {
                var answer = await ann.SendAsync(method, path);

                Assert.Equal((HttpStatusCode.NotImplemented, "not_available_yet"), (answer.Status, answer.Code));
                Assert.StartsWith(what, answer.Text("detail"), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Planned_AskedByNobody_AsksForAToken()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var nobody = edge.CreateClient(token: null, device: null);

        using var answer = await nobody.GetAsync("/v1/group-calls", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
