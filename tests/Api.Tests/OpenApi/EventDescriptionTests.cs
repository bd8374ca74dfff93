using System.Collections.Immutable;
using System.Text.Json;
using Signaling.Api.Calls;
using Signaling.Api.Events;
using Signaling.Api.Problems;
using Signaling.Domain.Calls;
using Signaling.Domain.Identity;
using Signaling.Domain.Quality;
using Signaling.Domain.Sdp;
using Xunit;

namespace Signaling.Api.Tests.OpenApi;

/// <summary><c>openapi/events.asyncapi.yaml</c>, held to the events as they are written.</summary>
public sealed class EventDescriptionTests
{
    private static readonly YamlNode Schemas = YamlNode.Read(Repository.Read("openapi/events.asyncapi.yaml"))["components"]["schemas"];
    private static readonly CallId Call = new("local_0123456789");
    private static readonly Actor Ann = new(new("ann"), new("phone"));
    private static readonly UserId Ben = new("ben");
    private static readonly ImmutableArray<NegotiatedMedia> Media = [new("audio", "sendrecv", ["opus"], "UDP/TLS/RTP/SAVPF")];

    private static readonly MediaPath Path = new(MediaPathKind.Relayed, PathTransport.Tcp, CandidateKind.Relay, CandidateKind.Srflx) { RelayUrl = "turn:turn.example.com", RoundTripMilliseconds = 48 };

    /// <summary>Each type of notice with as much in it as there can be, and with as little.</summary>
    private static readonly NoticeData[] Notices =
    [
        new NoticeData.Incoming(Ann, Ben, new MediaNeeds(true, true), new UserId("cid")), new NoticeData.Incoming(Ann, Ben, new MediaNeeds(false, false), null),
        new NoticeData.Rang(Ann),
        new NoticeData.Answered(Ann, Media),
        new NoticeData.Offered(2, Ben),
        .. Enum.GetValues<OfferOutcome>().Select(outcome => new NoticeData.Renegotiated(2, outcome, outcome is OfferOutcome.Expired ? null : Ben, outcome is OfferOutcome.Accepted ? Media : null)),
        new NoticeData.Held(Ben),
        new NoticeData.Resumed(Ben),
        new NoticeData.PeerReconnecting(Ben, IsBack: false), new NoticeData.PeerReconnecting(Ben, IsBack: true),
        new NoticeData.Message(Ben, "hello"),
        new NoticeData.Candidates(Ann, 1, [], Complete: true),
        new NoticeData.Transferring(Ben, new UserId("cid")),
        new NoticeData.MediaPath(Ann, ConnectivityState.Connected, Path, ["4"], true, "as expected"), new NoticeData.MediaPath(Ann, ConnectivityState.Failed, null, [], null, "none works"),
        .. Enum.GetValues<EndReason>().Select(reason => new NoticeData.Ended(reason, reason is EndReason.Rejected ? RejectReason.Busy : null, reason is EndReason.TimedOut ? null : Ben)),
    ];

    [Fact]
    public void Notices_OfThisTest_AreOfEveryType() =>
        Assert.Equal(typeof(NoticeData).GetNestedTypes().Select(type => type.Name).Order(), Notices.Select(notice => notice.GetType().Name).Distinct().Order());

    [Fact]
    public void Description_OfEveryType_NamesWhatIsAlwaysThereAndWhatMayBe()
    {
        List<(string Type, string[] Members)> written = [("call.candidates", MembersOf(EventBody.Candidates("e1", Call, Ann, 1, new CandidateBatch("{}"u8.ToArray(), 1, Complete: true))))];
        foreach (var notice in Notices)
        {
            string[] delivered = CommitWriter.DescriptionOf(notice) is null ? [] : ["sdp"];
            written.Add((notice.Type, [.. MembersOf(EventBody.Of("e1", Call, notice)), .. delivered]));
        }

        foreach (var type in written.GroupBy(one => one.Type, one => one.Members))
        {
            var schema = Schemas[type.Key];
            Assert.Equal(type.SelectMany(members => members).Distinct().Order(StringComparer.Ordinal), schema["properties"].Names.Order(StringComparer.Ordinal));
            Assert.Equal(type.Aggregate((all, some) => [.. all.Intersect(some)]).Order(StringComparer.Ordinal), schema["required"].Items);
        }
    }

    [Fact]
    public void Description_OfAnEvent_NamesEveryType()
    {
        string[] types = [.. Notices.Select(notice => notice.Type).Append("call.candidates").Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(types, Schemas["Event"]["properties"]["type"]["enum"].Items);
        Assert.Equal(types, Schemas.Names.Where(name => name.StartsWith("call.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Description_OfReasonsAndOutcomes_NamesEach()
    {
        Assert.Equal(CodesOf<EndReason>(), Schemas["call.ended"]["properties"]["reason"]["enum"].Items);
        Assert.Equal(CodesOf<RejectReason>(), Schemas["call.ended"]["properties"]["rejection"]["enum"].Items);
        Assert.Equal(CodesOf<OfferOutcome>(), Schemas["call.renegotiated"]["properties"]["outcome"]["enum"].Items);
    }

    [Fact]
    public void Description_OfControl_NamesEveryTypeAndMember()
    {
        string[] types = [ControlMessage.Drain.Type, ControlMessage.Replaced.Type, ControlMessage.TokenExpiring.Type, ControlMessage.Closed("x").Type, "attached", "resync"];
        var whole = JsonSerializer.SerializeToElement(new ControlMessage("resync", "1-0.x", [], "x"), ApiJsonOptions.Default);

        Assert.Equal(types.Order(StringComparer.Ordinal), Schemas["Control"]["properties"]["type"]["enum"].Items);
        Assert.Equal(whole.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal), Schemas["Control"]["properties"].Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Description_OfNestedObjects_NamesTheirMembers()
    {
        var body = JsonElement.Parse(EventBody.Of("e1", Call, new NoticeData.Answered(Ann, Media)).Span).GetProperty("data");

        Assert.Equal(body.GetProperty("by").EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal), Schemas["Party"]["properties"].Names.Order(StringComparer.Ordinal));
        Assert.Equal(
            body.GetProperty("negotiated").GetProperty("media")[0].EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal),
            Schemas["Negotiated"]["properties"]["media"]["items"]["properties"].Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Description_OfAPath_NamesItsMembersAndValues()
    {
        var body = JsonElement.Parse(EventBody.Of("e1", Call, new NoticeData.MediaPath(Ann, ConnectivityState.Connected, Path, [], null, "")).Span).GetProperty("data");

        Assert.Equal(body.GetProperty("path").EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal), Schemas["MediaPath"]["properties"].Names.Order(StringComparer.Ordinal));
        Assert.Equal(NamesOf<MediaPathKind>(), Schemas["MediaPath"]["properties"]["kind"]["enum"].Items);
        Assert.Equal(NamesOf<ConnectivityState>(), Schemas["call.mediaPath"]["properties"]["state"]["enum"].Items);

        static IEnumerable<string> NamesOf<TEnum>() where TEnum : struct, Enum => Enum.GetValues<TEnum>().Select(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString())).Order(StringComparer.Ordinal);
    }

    private static string[] MembersOf(ReadOnlyMemory<byte> body) => [.. JsonElement.Parse(body.Span).GetProperty("data").EnumerateObject().Select(member => member.Name)];

    private static IEnumerable<string> CodesOf<TEnum>() where TEnum : struct, Enum => Enum.GetValues<TEnum>().Select(value => Problem.CodeOf(value)).Order(StringComparer.Ordinal);
}
