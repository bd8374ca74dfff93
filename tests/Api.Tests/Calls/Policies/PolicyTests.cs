using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Domain.Network;
using Signaling.Infrastructure.Tests.Redis;
using Xunit;
using static Signaling.Api.Tests.Calls.Policies.Desk;

namespace Signaling.Api.Tests.Calls.Policies;

/// <summary>What a tenant's live network makes of its calls, over the wire and on both stores.</summary>
public sealed class PolicyTests(RedisServer redis)
{
    private static readonly NetworkPolicies Block = new() { BlockDirectExternalMedia = true };

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#90"), Trait("CallFlow", "#26")]
    public async Task Call_OutOfANetworkThatBlocksDirectMedia_ShowsRelaysAlone(On on)
    {
        await using var play = await PlayAsync(on, Hq(Block));
        var (ann, ben) = (play.Ann(InHq), play.Ben(AtHome));

        var placed = await ann.OfferAsync("ben", With(Descriptions.Offer, Host(HqHost), Srflx(InHq, HqHost), Relay(NativeRelay, InHq))).OkAsync(HttpStatusCode.Created);
        var call = placed.Text("id")!;
        var incoming = (await ben.Device.UntilAsync("call.incoming")).Event.TextAt("data.sdp")!;
        Assert.Equal("candidates_held", Assert.Single(placed.Json.At("warnings").EnumerateArray()).GetString());
        Assert.Contains($"{NativeRelay} 60001 typ relay raddr 0.0.0.0 rport 9", incoming, StringComparison.Ordinal);
        Assert.DoesNotContain(HqHost, incoming, StringComparison.Ordinal);
        Assert.DoesNotContain(InHq, incoming, StringComparison.Ordinal);

        var answered = await ben.AnswerAsync(call, With(Descriptions.Answer, Host(HomeHost), Srflx(AtHome, HomeHost), Relay("203.0.113.11"))).OkAsync();
        var answer = (await ann.Device.UntilAsync("call.answered")).Event.TextAt("data.sdp")!;
        Assert.Equal("candidates_removed", Assert.Single(answered.Json.At("warnings").EnumerateArray()).GetString());
        Assert.DoesNotContain(AtHome, answer, StringComparison.Ordinal);
        Assert.Contains("203.0.113.11", answer, StringComparison.Ordinal);

        await ann.TrickleAsync(call, Host("10.1.2.4"), Relay("203.0.113.12")).OkAsync(HttpStatusCode.NoContent);
        Assert.Equal([Relay("203.0.113.12")], await ben.CandidatesAsync());
        await ben.TrickleAsync(call, Host("192.168.1.8")).OkAsync(HttpStatusCode.NoContent);

        Assert.Equal(
        [
            "invited ann", "located ann", "candidates_held ann: host (direct_external_media_blocked), srflx (direct_external_media_blocked)",
            "answered ben", "candidates_removed ann: host (direct_external_media_blocked), srflx (direct_external_media_blocked)",
            "candidates_removed ben: host (direct_external_media_blocked), srflx (direct_external_media_blocked)",
            "candidates_removed ann: host (direct_external_media_blocked)",
            "candidates_removed ben: host (direct_external_media_blocked)",
        ], await ann.TimelineAsync(call));
        var whole = (await ben.GetAsync($"/v1/calls/{call}").OkAsync()).Json.ToString();
        Assert.DoesNotContain(HqHost, whole, StringComparison.Ordinal);
        Assert.DoesNotContain("10.1.2.4", whole, StringComparison.Ordinal);
        Assert.Contains("203.0.113.12", whole, StringComparison.Ordinal);
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#90"), Trait("CallFlow", "#86")]
    public async Task Call_WithinTheNetwork_ReleasesWhatWasHeldToTheOneWhoAnswered(On on)
    {
        await using var play = await PlayAsync(on, Hq(Block));
        var (ann, ben) = (play.Ann(InHq), play.Ben(InHq));
        var tablet = new Desk(play.Scene.Device("ben", "tablet"), InHq);
        await tablet.Device.AttachAsync();
        var call = (await ann.OfferAsync("ben", Final(Descriptions.Offer, Host(HqHost), Relay(NativeRelay))).OkAsync(HttpStatusCode.Created)).Text("id")!;
        await ben.TrickleAsync(call, Host("10.1.9.9")).OkAsync(HttpStatusCode.NoContent);
        await tablet.TrickleAsync(call, Host("10.1.8.8")).OkAsync(HttpStatusCode.NoContent);

        var incoming = (await ben.Device.UntilAsync("call.incoming")).Event.TextAt("data.sdp")!;
        await ben.AnswerAsync(call, With(Descriptions.Answer, Host("10.1.9.9"))).OkAsync();
        var released = (await ben.Device.UntilAsync("call.candidates")).Event;
        var (toAnn, seen) = await ann.Device.UntilAsync("call.candidates");
        await tablet.Device.UntilAsync("call.ended");

        Assert.DoesNotContain("end-of-candidates", incoming, StringComparison.Ordinal);
        Assert.DoesNotContain(HqHost, incoming, StringComparison.Ordinal);
        Assert.Equal((Host(HqHost), "0", "UfrA"), (released.TextAt("data.candidates.0.candidate"), released.TextAt("data.candidates.0.sdpMid"), released.TextAt("data.candidates.0.usernameFragment")));
        Assert.True(released.At("data.endOfCandidates").GetBoolean());
        Assert.Equal(Host("10.1.9.9"), Assert.Single(toAnn.At("data.candidates").EnumerateArray()).TextAt("candidate"));
        Assert.Equal("call.answered", seen[^2].TextAt("type"));
        Assert.DoesNotContain("10.1.8.8", string.Concat(seen), StringComparison.Ordinal);
        Assert.Contains("candidates_released ann: host", await ann.TimelineAsync(call));
        Assert.Contains(HqHost, (await ben.GetAsync($"/v1/calls/{call}").OkAsync()).Json.At("candidates").ToString(), StringComparison.Ordinal); // whoever rebuilds the call has them too
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#156"), Trait("CallFlow", "#94")]
    public async Task Call_FromTheVpn_GoesPastIt(On on)
    {
        await using var play = await PlayAsync(on, Hq(new()));
        var (ann, ben) = (play.Ann(InHq), play.Ben(InHq));

        var call = (await ann.OfferAsync("ben", With(Descriptions.Offer, Host(VpnHost, " network-id 3"), Host(HomeHost), Srflx(InHq, VpnHost), Relay(NativeRelay, InHq), Relay("203.0.113.11", AtHome)))
            .OkAsync(HttpStatusCode.Created)).Text("id")!;
        var incoming = (await ben.Device.UntilAsync("call.incoming")).Event.TextAt("data.sdp")!;
        await ann.TrickleAsync(call, Relay("203.0.113.12") + " network-id 3", Relay("203.0.113.13")).OkAsync(HttpStatusCode.NoContent);

        Assert.DoesNotContain(VpnHost, incoming, StringComparison.Ordinal);
        Assert.DoesNotContain(InHq, incoming, StringComparison.Ordinal);
        Assert.DoesNotContain(NativeRelay + " ", incoming, StringComparison.Ordinal);
        Assert.Contains(HomeHost, incoming, StringComparison.Ordinal);
        Assert.Contains("203.0.113.11", incoming, StringComparison.Ordinal);
        Assert.Equal([Relay("203.0.113.13")], await ben.CandidatesAsync());
        var own = (await ann.GetAsync($"/v1/calls/{call}").OkAsync()).Json;
        Assert.Equal(("internetViaVpn", "hq", InHq), (own.TextAt("place.location"), own.TextAt("place.network"), own.TextAt("place.source")));
        Assert.False((await ben.GetAsync($"/v1/calls/{call}").OkAsync()).Json.TryGetProperty("place", out _));
    }

    [Theory]
    [InlineData("relay_required", "relay", InHq)]
    [InlineData("media_over_vpn_not_supported", "vpn", InHq)]
    [InlineData("third_party_relay_not_supported", "foreign", AtHome)]
    [InlineData("udp_required", "tcp", InHq)]
    [Trait("CallFlow", "#90"), Trait("CallFlow", "#152"), Trait("CallFlow", "#156"), Trait("CallFlow", "#12")]
    public async Task Offer_ThatLeavesNoWay_IsRefusedWithItsRules(string code, string what, string from)
    {
        await using var play = await PlayAsync(On.Embedded, Hq(new() { RelayOnly = what == "relay", UdpOnly = what == "tcp" }));
        var sdp = what switch
        {
            "relay"   => Final(Descriptions.Offer, Host(HqHost)),
            "vpn"     => Final(Descriptions.Offer, Host(VpnHost), Srflx(InHq, VpnHost)),
            "foreign" => With(Descriptions.Offer, Host(HomeHost), Relay(ForeignRelay)),
            _         => Final(Descriptions.Offer, "candidate:1 1 tcp 1518280447 10.1.2.3 9 typ host tcptype active"),
        };

        var refused = await play.Ann(from).OfferAsync("ben", sdp).RefusedAsync(code);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        refused.Json.At("rules.0").Has("name:string", "entry:number", "reason:string", "candidates:number");
        Assert.Empty((await play.Ann(from).GetAsync("/v1/calls").OkAsync()).Json.At("calls").EnumerateArray());
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#90"), Trait("CallFlow", "#69")]
    public async Task Answer_ThatLeavesNoWay_IsRefusedAndTheCallRingsOn(On on)
    {
        await using var play = await PlayAsync(on, Hq(Block));
        var (ann, ben) = (play.Ann(InHq), play.Ben(AtHome));
        var call = (await ann.OfferAsync("ben", Final(Descriptions.Offer, Host(HqHost))).OkAsync(HttpStatusCode.Created)).Text("id")!;

        await ben.AnswerAsync(call, Final(Descriptions.Answer, Host(HomeHost))).RefusedAsync("relay_required");
        await ben.AnswerAsync(call, Final(Descriptions.Answer, Host(HomeHost), Relay(NativeRelay))).OkAsync(); // one relay is enough
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#90"), Trait("CallFlow", "#69")]
    public async Task Trickling_ThatEndsWithoutARelayOnEitherSide_SaysSoToTheLastToEnd(On on)
    {
        await using var play = await PlayAsync(on, Hq(Block));
        var (ann, ben) = (play.Ann(InHq), play.Ben(AtHome));
        var call = (await ann.OfferAsync("ben", Descriptions.Offer).OkAsync(HttpStatusCode.Created)).Text("id")!;
        await ann.TrickleAsync(call, end: true, Host(HqHost)).OkAsync(HttpStatusCode.NoContent);
        await ben.AnswerAsync(call, Descriptions.Answer).OkAsync();

        var refused = await ben.TrickleAsync(call, end: true, Host(HomeHost)).RefusedAsync("relay_required");
        Assert.Equal("direct_external_media_blocked", refused.Json.TextAt("rules.0.name"));
        await ben.TrickleAsync(call, Host(HomeHost)).OkAsync(HttpStatusCode.NoContent);
        await ben.TrickleAsync(call, end: true).RefusedAsync("relay_required");
        await ben.TrickleAsync(call, end: true, Host(HomeHost), Relay(NativeRelay)).OkAsync(HttpStatusCode.NoContent);
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#90"), Trait("CallFlow", "#69")]
    public async Task Call_WithoutARelayThatNeverEndsItsCandidates_EndsAndTellsBoth(On on)
    {
        await using var play = await PlayAsync(on, Hq(Block), relayTimeout: "00:00:01");
        var (ann, ben) = (play.Ann(InHq), play.Ben(AtHome));
        var call = (await ann.OfferAsync("ben", With(Descriptions.Offer, Host(HqHost))).OkAsync(HttpStatusCode.Created)).Text("id")!;
        await ben.AnswerAsync(call, With(Descriptions.Answer, Host(HomeHost))).OkAsync();
        await ben.TrickleAsync(call, Srflx(AtHome, HomeHost)).OkAsync(HttpStatusCode.NoContent);

        var (toAnn, toBen) = ((await ann.Device.UntilAsync("call.ended")).Event, (await ben.Device.UntilAsync("call.ended")).Event);

        Assert.Equal(("no_relay", "no_relay"), (toAnn.TextAt("data.reason"), toBen.TextAt("data.reason")));
        Assert.Equal("ended time", (await ann.TimelineAsync(call))[^1]);
        Assert.Equal("no_relay", (await ann.GetAsync($"/v1/calls/{call}").OkAsync()).Text("endReason"));
    }

    [Theory]
    [InlineData(On.Embedded, "ann"), InlineData(On.Redis, "ann"), InlineData(On.Embedded, "ben"), InlineData(On.Redis, "ben")]
    [Trait("CallFlow", "#69")]
    public async Task Call_WhoseRelayComesInTime_GoesOn(On on, string whose)
    {
        await using var play = await PlayAsync(on, Hq(Block), relayTimeout: "00:00:05");
        var (ann, ben) = (play.Ann(InHq), play.Ben(AtHome));
        var call = (await ann.OfferAsync("ben", With(Descriptions.Offer, Host(HqHost))).OkAsync(HttpStatusCode.Created)).Text("id")!;
        await ben.AnswerAsync(call, With(Descriptions.Answer, Host(HomeHost))).OkAsync();
        await (whose == "ann" ? ann : ben).TrickleAsync(call, Relay(NativeRelay)).OkAsync(HttpStatusCode.NoContent);

        var second = (await ann.OfferAsync("cid", With(Descriptions.Offer, Host(HqHost))).OkAsync(HttpStatusCode.Created)).Text("id")!;
        var cid = new Desk(play.Scene.Device("cid"), AtHome);
        await cid.AnswerAsync(second, With(Descriptions.Answer, Host(HomeHost))).OkAsync(); // its time is over later than the first one's

        Assert.Equal(second, (await ann.Device.UntilAsync("call.ended")).Event.TextAt("callId"));
        Assert.Equal("connected", (await ann.GetAsync($"/v1/calls/{call}").OkAsync()).Text("state"));
    }

    [Theory]
    [InlineData(On.Embedded, false), InlineData(On.Redis, false), InlineData(On.Embedded, true), InlineData(On.Redis, true)]
    [Trait("CallFlow", "#156"), Trait("CallFlow", "#12")]
    public async Task Trickling_ThatEndsWithNothingLeft_IsRefusedLikeADescription(On on, bool tcp)
    {
        await using var play = await PlayAsync(on, Hq(new() { UdpOnly = tcp }));
        var (ann, ben) = (play.Ann(InHq), play.Ben(AtHome));
        var call = (await ann.OfferAsync("ben", Descriptions.Offer).OkAsync(HttpStatusCode.Created)).Text("id")!;
        var (code, gone) = tcp ? ("udp_required", "candidate:1 1 tcp 1518280447 10.1.2.3 9 typ host tcptype active") : ("media_over_vpn_not_supported", Host(VpnHost));

        await ann.TrickleAsync(call, gone).OkAsync(HttpStatusCode.NoContent);
        await ann.TrickleAsync(call, end: true).RefusedAsync(code);
        await ben.AnswerAsync(call, With(Descriptions.Answer, Host(HomeHost))).OkAsync();
        await ann.TrickleAsync(call, end: true, gone).RefusedAsync(code);
        await ann.TrickleAsync(call, end: true, Host(HomeHost)).OkAsync(HttpStatusCode.NoContent);
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Answer_BetweenNetworksThatMayNotCall_IsRefused(On on)
    {
        await using var play = await PlayAsync(on, Document with { Pairs = [new() { Between = ["hq", "branch"], Media = PairMedia.None }] });
        var call = (await play.Ann(InHq).OfferAsync("ben", With(Descriptions.Offer, Host(HqHost), Relay(NativeRelay))).OkAsync(HttpStatusCode.Created)).Text("id")!;

        await play.Ben(InBranch).AnswerAsync(call, With(Descriptions.Answer, Relay(NativeRelay))).RefusedAsync("media_between_networks_not_allowed");
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#94")]
    public async Task Offer_WithHiddenAddresses_IsWarnedOfUntilItDeclares(On on)
    {
        await using var play = await PlayAsync(on, Hq(Block));
        var (ann, hidden) = (play.Ann(InHq), With(Descriptions.Offer, Host("0f3a4b5c-1111-4222-8333-123456789abc.local")));

        var unsure = await ann.OfferAsync("ben", hidden).OkAsync(HttpStatusCode.Created);
        var sure = await ann.OfferAsync("cid", hidden, new { location = "customerNetwork" }).OkAsync(HttpStatusCode.Created);
        var vpn = await ann.OfferAsync("dan", hidden, new { viaVpn = true }).OkAsync(HttpStatusCode.Created);

        Assert.Contains("location_unknown", unsure.Json.At("warnings").EnumerateArray().Select(one => one.GetString()));
        Assert.DoesNotContain("location_unknown", sure.Json.At("warnings").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(("unknown", "hostAddressesHidden"), await PlaceAsync(unsure));
        Assert.Equal(("customerNetwork", null), await PlaceAsync(sure));
        Assert.Equal(("internetViaVpn", null), await PlaceAsync(vpn));
        await ann.OfferAsync("eve", hidden, new { location = "moon" }).RefusedAsync("invalid_request");

        async Task<(string?, string?)> PlaceAsync(Answer placed)
        {
            var place = (await ann.GetAsync($"/v1/calls/{placed.Text("id")}").OkAsync()).Json.At("place");
            return (place.TextAt("location"), place.TextAt("doubt"));
        }
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#90")]
    public async Task Renegotiation_UnderPolicies_IsFilteredForWhoGetsIt(On on)
    {
        await using var play = await PlayAsync(on, Hq(Block));
        var (ann, ben) = (play.Ann(InHq), play.Ben(AtHome));
        var call = await ConnectAsync(ann, ben);

        await ben.PostAsync($"/v1/calls/{call}/offers", new { sdp = With(Descriptions.Restart, Host(HomeHost), Relay(NativeRelay)) }).OkAsync(HttpStatusCode.Created);
        var offered = (await ann.Device.UntilAsync("call.offered")).Event.TextAt("data.sdp")!;
        await ann.PostAsync($"/v1/calls/{call}/offers/2/answer", new { sdp = With(Descriptions.Answer, Host(HqHost), Relay(NativeRelay)) }).OkAsync();
        var agreed = (await ben.Device.UntilAsync("call.renegotiated")).Event.TextAt("data.sdp")!;

        Assert.DoesNotContain(HomeHost, offered, StringComparison.Ordinal);
        Assert.DoesNotContain(HqHost, agreed, StringComparison.Ordinal);
        Assert.Contains(NativeRelay, offered, StringComparison.Ordinal);
        Assert.Contains(NativeRelay, agreed, StringComparison.Ordinal);
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#90"), Trait("CallFlow", "#61")]
    public async Task Trickling_OfAFragment_IsSortedAlike(On on)
    {
        await using var play = await PlayAsync(on, Hq(Block));
        var (ann, ben) = (play.Ann(InHq), play.Ben(AtHome));
        var call = await ConnectAsync(ann, ben);
        using var fragment = new StringContent($"a=ice-ufrag:UfrA\r\nm=audio 9 RTP/AVP 0\r\na=mid:0\r\na={Host("10.1.2.4")}\r\na={Relay("203.0.113.12")}\r\na=end-of-candidates\r\n");
        fragment.Headers.ContentType = new("application/trickle-ice-sdpfrag");

        await ann.Device.SendAsync(HttpMethod.Patch, $"/v1/calls/{call}/candidates", fragment, ("X-Forwarded-For", InHq), ("X-Forwarded-Proto", "https")).OkAsync(HttpStatusCode.NoContent);
        var told = (await ben.Device.UntilAsync("call.candidates")).Event;

        Assert.Equal(Relay("203.0.113.12"), Assert.Single(told.At("data.candidates").EnumerateArray()).TextAt("candidate"));
        Assert.True(told.At("data.endOfCandidates").GetBoolean());
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Trickling_Repeated_ChangesNothing(On on)
    {
        await using var play = await PlayAsync(on, Hq(Block));
        var (ann, ben) = (play.Ann(InHq), play.Ben(AtHome));
        var call = (await ann.OfferAsync("ben", Descriptions.Offer).OkAsync(HttpStatusCode.Created)).Text("id")!;
        var body = new { candidates = new[] { new { candidate = Host(HqHost), sdpMid = "0" }, new { candidate = Relay(NativeRelay), sdpMid = "0" } } };

        for (var i = 0; i < 2; i++) await ann.PostAsync($"/v1/calls/{call}/candidates", body, ("Idempotency-Key", "k1")).OkAsync(HttpStatusCode.NoContent);
        var before = await ann.TimelineAsync(call);
        await ann.PostAsync($"/v1/calls/{call}/candidates", body).OkAsync(HttpStatusCode.NoContent); // without a key: known all the same

        Assert.Equal(before, await ann.TimelineAsync(call));
        Assert.Single(before, line => line.StartsWith("candidates_held", StringComparison.Ordinal));
        Assert.Equal([Relay(NativeRelay)], await ben.CandidatesAsync());
        await ben.AnswerAsync(call, Descriptions.Answer).OkAsync();
        Assert.Equal("call.answered", (await ann.Device.UntilAsync("call.answered")).Event.TextAt("type"));
    }

    [Theory, InlineData(On.Embedded, true), InlineData(On.Redis, true), InlineData(On.Embedded, false), InlineData(On.Redis, false)]
    [Trait("CallFlow", "#90"), Trait("CallFlow", "#61")]
    public async Task Trickling_BeforeTheNetworkIsChanged_IsJudgedByItsPoliciesAtTheAnswer(On on, bool wasLive)
    {
        await using var play = await PlayAsync(on, wasLive ? Document with { CustomerNetworks = [Document.CustomerNetworks[1]], RelayPools = [] } : null);
        var (ann, ben) = (play.Ann(InBranch), play.Ben(AtHome));
        var call = (await ann.OfferAsync("ben", With(Descriptions.Offer, Relay(NativeRelay))).OkAsync(HttpStatusCode.Created)).Text("id")!;
        await ben.TrickleAsync(call, Host(HomeHost), Relay("203.0.113.11")).OkAsync(HttpStatusCode.NoContent);

        await StoreAsync(play.Scene, Document with { CustomerNetworks = [Document.CustomerNetworks[1] with { Policies = Block }] });
        await ben.AnswerAsync(call, Descriptions.Answer).OkAsync();

        Assert.Equal([Relay("203.0.113.11")], await ann.CandidatesAsync());
        Assert.Contains("candidates_removed ben: host (direct_external_media_blocked)", await ann.TimelineAsync(call));
        var whole = (await ann.GetAsync($"/v1/calls/{call}").OkAsync()).Json.ToString();
        Assert.DoesNotContain(HomeHost, whole, StringComparison.Ordinal);
        Assert.Contains("203.0.113.11", whole, StringComparison.Ordinal);
        Assert.DoesNotContain(HomeHost, string.Concat((await ann.Device.NextAsync(waitSeconds: 0)).Select(one => one.ToString())), StringComparison.Ordinal);
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Redirection_OfACallThatHoldsCandidates_TakesThemAlong(On on)
    {
        await using var play = await PlayAsync(on, Hq(Block));
        var (ann, ben, cid) = (play.Ann(InHq), play.Ben(AtHome), new Desk(play.Scene.Device("cid"), InHq));
        await cid.Device.AttachAsync();
        var call = (await ann.OfferAsync("ben", Descriptions.Offer).OkAsync(HttpStatusCode.Created)).Text("id")!;
        await ann.TrickleAsync(call, Host(HqHost), Relay(NativeRelay)).OkAsync(HttpStatusCode.NoContent);

        await ben.PostAsync($"/v1/calls/{call}/redirect", new { to = "cid" }).OkAsync();
        Assert.Equal([Relay(NativeRelay)], await cid.CandidatesAsync());
        await cid.AnswerAsync(call, With(Descriptions.Answer, Host("10.1.9.9"))).OkAsync();

        Assert.Equal([Host(HqHost)], await cid.CandidatesAsync());
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    public async Task Timeline_OfAnyCall_TellsItsParticipantsAndNobodyElse(On on)
    {
        await using var play = await PlayAsync(on, null);
        var (ann, ben) = (play.Ann(AtHome), play.Ben(AtHome));
        var call = (await ann.OfferAsync("ben", With(Descriptions.Offer, Host(HomeHost))).OkAsync(HttpStatusCode.Created)).Text("id")!;
        await ben.PostAsync($"/v1/calls/{call}/ringing").OkAsync();
        await ben.AnswerAsync(call, Descriptions.Answer).OkAsync();
        await ann.PostAsync($"/v1/calls/{call}/hold").OkAsync();
        await ann.PostAsync($"/v1/calls/{call}/messages", new { text = "hi" }).OkAsync(HttpStatusCode.Accepted);
        await ben.PostAsync($"/v1/calls/{call}/hangup").OkAsync();

        Assert.Equal(["invited ann", "ringing ben", "answered ben", "held ann", "ended ben"], await ben.TimelineAsync(call));
        await new Desk(play.Scene.Device("cid"), AtHome).GetAsync($"/v1/calls/{call}/timeline").RefusedAsync("call_not_found");
    }

    [Theory, InlineData(On.Embedded), InlineData(On.Redis)]
    [Trait("CallFlow", "#90")]
    public async Task Timeline_OfTheOtherSide_ShowsNoAddressesAndNoPlace(On on)
    {
        await using var play = await PlayAsync(on, Hq(Block));
        var (ann, ben) = (play.Ann(InHq), play.Ben(AtHome));
        var call = (await ann.OfferAsync("ben", With(Descriptions.Offer, Host(HqHost))).OkAsync(HttpStatusCode.Created)).Text("id")!;

        var own = (await ann.GetAsync($"/v1/calls/{call}/timeline").OkAsync()).Json.ToString();
        var others = (await ben.GetAsync($"/v1/calls/{call}/timeline").OkAsync()).Json.ToString();

        Assert.Contains(HqHost, own, StringComparison.Ordinal);
        Assert.Contains("located", own, StringComparison.Ordinal);
        Assert.Contains("direct_external_media_blocked", others, StringComparison.Ordinal);
        Assert.DoesNotContain(HqHost, others, StringComparison.Ordinal);
        Assert.DoesNotContain(InHq, others, StringComparison.Ordinal);
        Assert.DoesNotContain("located", others, StringComparison.Ordinal);
        var admin = play.Scene.Device("olga", token: RunningEdge.TokenOf("olga", play.Scene.Tenant, null, "calls", "admin"));
        Assert.Equal(own, (await admin.GetAsync($"/v1/calls/{call}/timeline").OkAsync()).Json.ToString());
    }

    [Fact]
    [Trait("CallFlow", "#94")]
    public async Task Place_FromAnAddressThatAStrangerClaims_IsNotBelieved()
    {
        await using var play = await PlayAsync(On.Embedded, Hq(new()), trusted: false);

        var call = (await play.Ann(InHq).OfferAsync("ben", Descriptions.Offer).OkAsync(HttpStatusCode.Created)).Text("id")!;

        Assert.Equal("internet", (await play.Ann(InHq).GetAsync($"/v1/calls/{call}").OkAsync()).Json.TextAt("place.location"));
    }

    private static async Task<string> ConnectAsync(Desk ann, Desk ben)
    {
        var call = (await ann.OfferAsync("ben", With(Descriptions.Offer, Host(HqHost), Relay(NativeRelay))).OkAsync(HttpStatusCode.Created)).Text("id")!;
        await ben.AnswerAsync(call, With(Descriptions.Answer, Relay(NativeRelay))).OkAsync();
        await ann.Device.UntilAsync("call.answered");
        return call;
    }

    private async Task<Play> PlayAsync(On on, NetworkDocument? network, bool trusted = true, string relayTimeout = "00:00:25")
    {
        var deployment = await Deployment.StartAsync(on, redis, trusted ? new(Settings) { ["Calls:RelayTimeout"] = relayTimeout } : []);
        var scene = deployment.Scene();
        if (network is not null) await StoreAsync(scene, network);
        var (ann, ben) = await scene.PairAsync();
        return new Play(deployment, scene, ann, ben);
    }

    private static NetworkDocument Hq(NetworkPolicies policies) => Document with { CustomerNetworks = [Document.CustomerNetworks[0] with { Policies = policies }, Document.CustomerNetworks[1]] };

    /// <summary>A deployment of its own, with Ann and Ben looking at their inboxes.</summary>
    private sealed class Play(Deployment deployment, Scene scene, Device ann, Device ben) : IAsyncDisposable
    {
        public Scene Scene => scene;

        public Desk Ann(string address) => new(ann, address);

        public Desk Ben(string address) => new(ben, address);

        public async ValueTask DisposeAsync()
        {
            await scene.DisposeAsync();
            await deployment.DisposeAsync();
        }
    }
}
