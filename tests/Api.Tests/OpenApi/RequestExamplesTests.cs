using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Signaling.Api.OpenApi;
using Signaling.Api.Tests.Running;
using Xunit;

namespace Signaling.Api.Tests.OpenApi;

/// <summary>The examples of Swagger UI, sent as they are: whoever presses Execute should see them work.</summary>
public sealed class RequestExamplesTests
{
    [Fact]
    public async Task Examples_OfACallFromBeginningToEnd_AreAllAccepted()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var alice = edge.Device("alice");
        using var bob = edge.Device("bob");

        Assert.Equal(HttpStatusCode.OK, (await alice.PostAsync("/v1/dev/tokens", Example("MintDevelopmentToken"))).Status);
        var placed = await alice.PostAsync("/v1/calls", Example("PlaceCall"));
        Assert.Equal(HttpStatusCode.Created, placed.Status);
        var call = $"/v1/calls/{placed.Text("id")}";
        Assert.Equal(HttpStatusCode.NoContent, (await alice.PostAsync($"{call}/candidates", Example("AddCandidates"))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await alice.SendAsync(HttpMethod.Patch, $"{call}/candidates", Fragment())).Status);
        Assert.Equal(HttpStatusCode.OK, (await bob.PostAsync($"{call}/answer", Example("AnswerCall"))).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await alice.PostAsync($"{call}/messages", Example("SendMessage"))).Status);

        var offered = await alice.PostAsync($"{call}/offers", Example("MakeOffer"));
        Assert.Equal(HttpStatusCode.Created, offered.Status);
        Assert.Equal(HttpStatusCode.OK, (await bob.PostAsync($"{call}/offers/{offered.Json.GetProperty("number")}/answer", Example("AnswerOffer"))).Status);

        Assert.Equal(HttpStatusCode.OK, (await alice.PostAsync($"{call}/hold", Example("HoldCall"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await bob.PostAsync($"{call}/offers/3/answer", Example("AnswerOffer"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await alice.PostAsync($"{call}/resume", Example("ResumeCall"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await alice.PostAsync($"{call}/hangup", Example("HangUpCall"))).Status);
    }

    [Theory]
    [InlineData("RejectCall", "reject")]
    [InlineData("RedirectCall", "redirect")]
    public async Task Examples_OfWhatElseACalleeMayDo_AreAccepted(string operation, string command)
    {
        await using var edge = await RunningEdge.StartAsync();
        using var alice = edge.Device("alice");
        using var bob = edge.Device("bob");
        var placed = await alice.PostAsync("/v1/calls", Example("PlaceCall"));

        var answer = await bob.PostAsync($"/v1/calls/{placed.Text("id")}/{command}", Example(operation));

        Assert.Equal((HttpStatusCode.OK, "ended"), (answer.Status, answer.Text("state"))); // for bob it is over, either way
    }

    private static JsonNode Example(string operation) => RequestExamples.Of(operation)!;

    private static StringContent Fragment() => new(Example("AddCandidateFragment").GetValue<string>(), MediaTypeHeaderValue.Parse("application/trickle-ice-sdpfrag"));
}
