using System.Globalization;
using System.Text.Json;

namespace Signaling.Chaos.Model;

/// <summary>An event as a device was told it.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Place">Where it stands in the inbox: the store's time in milliseconds, and a number within that.</param>
/// <param name="Call">The call.</param>
/// <param name="Fact">What it says, in a few words.</param>
internal sealed record Heard(string Id, (long Milliseconds, long Number) Place, string Call, string Fact)
{
    /// <summary>When the store wrote it.</summary>
    public DateTimeOffset WrittenAt => DateTimeOffset.FromUnixTimeMilliseconds(Place.Milliseconds);

    /// <summary>When the device had it.</summary>
    public DateTimeOffset HeardAt { get; } = DateTimeOffset.UtcNow;

    public static Heard From(JsonElement json) =>
        new(json.GetProperty("id").GetString()!, PlaceOf(json.GetProperty("cursor").GetString()!), json.GetProperty("callId").GetString()!, FactOf(json));

    private static (long, long) PlaceOf(string cursor)
    {
        var place = cursor.Split('.')[0].Split('-');
        return (long.Parse(place[0], CultureInfo.InvariantCulture), long.Parse(place[1], CultureInfo.InvariantCulture));
    }

    private static string FactOf(JsonElement json)
    {
        var data = json.GetProperty("data");
        string Text(string name) => data.GetProperty(name).ToString();
        return json.GetProperty("type").GetString() switch
        {
            "call.answered"     => Facts.Answered(data.GetProperty("by").GetProperty("device").GetString()!),
            "call.candidates"   => Facts.Candidate(string.Join(' ', data.GetProperty("candidates").EnumerateArray().Select(one => one.GetProperty("candidate").GetString()!.Split(' ')[4]))),
            "call.offered"      => Facts.Offered(data.GetProperty("number").GetInt32()),
            "call.renegotiated" => Facts.Renegotiated(data.GetProperty("number").GetInt32(), Text("outcome")),
            "call.message"      => Facts.Message(Text("text")),
            "call.peerReconnecting" => $"peer {Text("state")}",
            "call.ended"        => Facts.Ended(Text("reason")),
            var type            => type!["call.".Length..],
        };
    }
}
