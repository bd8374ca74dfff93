using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Calls;

/// <summary>Calls that are not there, and what is said of requests that cannot be read.</summary>
public class ReadingTests(Deployments deployments, RedisServer redis)
{
    [Theory, InlineData("nope"), InlineData("00000000-0000-0000-0000-000000000000"), InlineData("a%2Fb"), InlineData("local_0123456789abcdefghijkl")]
    public async Task Call_ThatIsNone_IsNotFoundWhateverTheFormOfItsId(string id)
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        var ann = scene.Device("ann");

        await ann.GetAsync($"/v1/calls/{id}").RefusedAsync("call_not_found");
        await ann.PostAsync($"/v1/calls/{id}/hangup").RefusedAsync("call_not_found");
        await ann.PostAsync($"/v1/calls/{id}/answer", new { sdp = Descriptions.Answer }).RefusedAsync("call_not_found");
    }

    [Fact]
    public async Task Query_ThatCannotBeRead_IsToldByItsNameAndNotByOurTypes()
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);

        var refused = await scene.Device("ann").GetAsync("/v1/calls?limit=many").RefusedAsync("invalid_request");

        Assert.Equal("`limit` cannot be read; its form is in Swagger UI at /swagger.", refused.Text("detail"));
    }

    [Fact]
    public async Task Call_Read_IsNotToBeStoredByAnyoneOnTheWay()
    {
        await using var scene = await deployments.SceneAsync(On.Embedded, redis);
        var ann = scene.Device("ann");
        var call = await ann.CallAsync("ben");
        using var http = ann.Edge.CreateClient(ann.Token, ann.Name);

        using var read = await http.GetAsync($"/v1/calls/{call}", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, true), (read.StatusCode, read.Headers.CacheControl?.NoStore));
    }
}
