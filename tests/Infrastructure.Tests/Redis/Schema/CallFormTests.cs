using System.Text.Json;
using Signaling.Infrastructure.Redis;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis.Schema;

/// <summary>The form in which calls are stored is on record: who changes it must know that other edges read and write it at the same time.</summary>
public sealed class CallFormTests
{
    // Nothing has been released: until then the first form may change, here and in the code. After that, what is added, renamed or left out
    // makes another form with a number of its own (CallForms), and this one stays as it is for as long as it is read.
    private const string First = """
        schema id tenant callerUser callerDevice callee calleeDevice phase recording transcription createdAt ringUntil answeredAt endedAt endReason
        rejection endedBy devices lastOffer agreed agreed.number agreed.offeredBy agreed.media agreed.media.kind agreed.media.direction agreed.media.codecs
        agreed.media.protocol pending pending.number pending.by pending.until supersededOffer rejectedOffer heldByCaller heldByCallee
        callerPresence callerPresence.reach callerPresence.since calleePresence calleePresence.reach calleePresence.since redirectedFrom events invitedByEvent
        """;

    [Fact]
    public void Write_TheFirstForm_HasTheMembersOnRecord()
    {
        var state = JsonElement.Parse(CallCodec.Form.Write(CallCodecTests.Full));

        Assert.Equal(1, state.GetProperty("schema").GetInt32());
        Assert.Equal(First.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), Members(state, "").Distinct().Order(StringComparer.Ordinal));
    }

    [Theory, InlineData("""{"id":"x"}"""), InlineData("""{"id":"x","schema":1}"""), InlineData("""{"schema":"1"}"""), InlineData("[]"), InlineData(""), InlineData("""{"schema":0,"id":"x"}""")]
    public void Read_WhatIsNoState_IsRefused(string state) =>
        Assert.Throws<InvalidDataException>(() => CallForms.Current.Read(System.Text.Encoding.UTF8.GetBytes(state), ""));

    // The names within `devices` are devices.
    private static IEnumerable<string> Members(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Object when path != "devices" => json.EnumerateObject().SelectMany(member => Members(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}").Prepend(path.Length == 0 ? member.Name : $"{path}.{member.Name}")),
        JsonValueKind.Array                         => json.EnumerateArray().SelectMany(item => Members(item, path)),
        _                                           => [],
    };
}
