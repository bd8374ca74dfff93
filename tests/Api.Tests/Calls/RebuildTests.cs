using System.Net;
using System.Text.Json;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;

namespace Signaling.Api.Tests.Calls;

/// <summary>Reading a call gives each of its two sides, and nobody else, what it takes to rebuild it.</summary>
public class RebuildTests(Deployments deployments, RedisServer redis)
{
    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Read_AtEachStep_ShowsEachSideTheAgreedPairAndWhatIsPending(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        var (ann, ben) = await scene.PairAsync();
        var call = await ann.CallAsync("ben");
        await ann.TrickleAsync(call, "192.0.2.1");

        var ringing = await ben.GetAsync($"/v1/calls/{call}").OkAsync();
        Assert.Equal((Descriptions.Offer, "ann"), (ringing.Json.TextAt("offer.sdp"), ringing.Json.TextAt("offer.by.user")));
        Assert.False(ringing.Json.TryGetProperty("answer", out _));
        Assert.Equal(JsonValueKind.Null, ringing.Json.At("negotiated").ValueKind);
        Assert.Equal(JsonValueKind.Null, ringing.Json.At("pendingOffer").ValueKind);

        await ben.AnswerAsync(call).OkAsync();
        await ben.TrickleAsync(call, "192.0.2.2");
        await ben.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }).OkAsync(HttpStatusCode.Created);
        await ben.TrickleAsync(call, "192.0.2.3");
        foreach (var side in (Device[])[ann, ben])
        {
            var pending = await side.GetAsync($"/v1/calls/{call}").OkAsync();
            Assert.Equal((Descriptions.Offer, Descriptions.Answer), (pending.Json.TextAt("offer.sdp"), pending.Json.TextAt("answer.sdp")));
            Assert.Equal((2, "ben", Descriptions.Restart), (pending.Json.At("pendingOffer.number").GetInt32(), pending.Json.TextAt("pendingOffer.by.user"), pending.Json.TextAt("pendingOffer.sdp")));
            Assert.Equal(["ann 1 192.0.2.1", "ben 1 192.0.2.2", "ben 2 192.0.2.3"], CandidatesOf(pending));
        }

        await ann.PostAsync($"/v1/calls/{call}/offers/2/answer", new { sdp = Descriptions.Answer }).OkAsync();
        foreach (var side in (Device[])[ann, ben])
        {
            var agreed = await side.GetAsync($"/v1/calls/{call}").OkAsync();
            Assert.Equal((Descriptions.Restart, "ben", "ann"), (agreed.Json.TextAt("offer.sdp"), agreed.Json.TextAt("offer.by.user"), agreed.Json.TextAt("answer.by.user")));
            Assert.Equal(["ben 2 192.0.2.3"], CandidatesOf(agreed)); // the first generation is over
            Assert.Equal("opus", agreed.Json.TextAt("negotiated.media.0.codecs.0"));
        }
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Events_ReadLongAfterTheyHappened_StillCarryTheDescriptionsThatBeganTheCall(On on)
    {
        await using var scene = await deployments.SceneAsync(on, redis);
        Device ann = scene.Device("ann", at: 0), ben = scene.Device("ben", at: 1), late = scene.Device("ben", "late", at: 2);
        await ann.AttachAsync();
        await late.AttachAsync();
        var call = await ann.CallAsync("ben");
        await ben.AnswerAsync(call).OkAsync();
        for (var number = 2; number < 5; number++)
        {
            await ben.PostAsync($"/v1/calls/{call}/offers", new { sdp = Descriptions.Restart }).OkAsync(HttpStatusCode.Created);
            await ann.PostAsync($"/v1/calls/{call}/offers/{number}/answer", new { sdp = Descriptions.Answer }).OkAsync();
        }

        Assert.Equal(Descriptions.Offer, (await late.UntilAsync("call.incoming")).Event.TextAt("data.sdp"));
        Assert.Equal(Descriptions.Answer, (await ann.UntilAsync("call.answered")).Event.TextAt("data.sdp"));
    }

    private static string[] CandidatesOf(Answer answer) =>
    [
        .. answer.Json.At("candidates").EnumerateArray()
            .Select(list => $"{list.TextAt("from.user")} {list.At("offer").GetInt32()} {list.TextAt("candidates.0.candidate")!.Split(' ')[4]}").Order(StringComparer.Ordinal),
    ];
}
