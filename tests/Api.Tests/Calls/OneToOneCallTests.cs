using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Embedded;
using Signaling.Infrastructure.Storage;
using Xunit;

namespace Signaling.Api.Tests.Calls;

/// <summary>A call from its invitation to its end, over two edges.</summary>
public class OneToOneCallTests
{
    [Fact]
    [Trait("CallFlow", "#14"), Trait("CallFlow", "#17"), Trait("CallFlow", "#19"), Trait("CallFlow", "#76"), Trait("CallFlow", "#77"), Trait("CallFlow", "#79")]
    public async Task Call_AnsweredOnTheOtherEdge_TellsEachSideWhatItMustKnow()
    {
        var store = new EmbeddedStore(TimeProvider.System, new InboxOptions());
        await using var one = await RunningEdge.StartAsync(store);
        using Device ann = one.Device("ann"), ben = one.Device("ben");
        await ann.AttachAsync();
        await ben.AttachAsync();

        var placed = await ann.PostAsync("/v1/calls", new { to = "ben", sdp = Descriptions.Offer });
        Assert.Equal(HttpStatusCode.Created, placed.Status);
        var id = placed.Text("id");
        Assert.Equal(($"/v1/calls/{id}", "inviting", $"\"{placed.Text("version")}\""), (placed.Location, placed.Text("state"), placed.ETag));
        Assert.True(placed.Json.GetProperty("reachable").GetBoolean());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, placed.Json.GetProperty("negotiated").ValueKind);

        var (incoming, _) = await ben.UntilAsync("call.incoming");
        Assert.Equal(Descriptions.Offer, incoming.GetProperty("data").GetProperty("sdp").GetString());
        Assert.Equal("ann", incoming.GetProperty("data").GetProperty("from").GetProperty("user").GetString());

        Assert.Equal("ringing", (await ben.PostAsync($"/v1/calls/{id}/ringing")).Text("state"));
        await ann.UntilAsync("call.ringing");
        Assert.Equal("connected", (await ben.PostAsync($"/v1/calls/{id}/answer", new { sdp = Descriptions.Answer })).Text("state"));
        var (answered, _) = await ann.UntilAsync("call.answered");
        Assert.Equal(Descriptions.Answer, answered.GetProperty("data").GetProperty("sdp").GetString());

        Assert.Equal(HttpStatusCode.Accepted, (await ann.PostAsync($"/v1/calls/{id}/messages", new { text = "hello" })).Status);
        var (message, _) = await ben.UntilAsync("call.message");
        Assert.Equal("hello", message.GetProperty("data").GetProperty("text").GetString());

        Assert.Equal("ended", (await ben.PostAsync($"/v1/calls/{id}/hangup")).Text("state"));
        var (ended, _) = await ann.UntilAsync("call.ended");
        Assert.Equal("hung_up", ended.GetProperty("data").GetProperty("reason").GetString());
    }
}
