using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Signaling.Domain.Calls;
using Signaling.Infrastructure.Redis;
using Signaling.Infrastructure.Storage;

namespace Signaling.Infrastructure.Tests.Redis.Schema;

/// <summary>Builds of the service as they stand beside each other while edges are upgraded to a second stored form. In it a call's callee
/// has another name and its media needs an object of their own; an inbox entry has a renamed field, and one more.</summary>
internal sealed record TestBuild(CallForms Forms, Func<string, string> Scripts)
{
    private const string Begun = "local inbox_begun, inbox_known = 1, 1";
    private const string Size = "'s', string.format('%.0f', box.bytes))", SizeOfEither =
        "unpack(box.schema == 2 and { 'size', string.format('%.0f', box.bytes), 'writer', 'second' } or { 's', string.format('%.0f', box.bytes) }))";

    /// <summary>The second form.</summary>
    public static CallForm Second { get; } = new(2, WriteSecond, ReadSecond);

    /// <summary>Knows the first form alone.</summary>
    public static TestBuild BeforeN { get; } = new(CallForms.Current, text => text);

    /// <summary>Reads both forms, begins calls and inboxes in the first, and writes the second where it finds it.</summary>
    public static TestBuild N { get; } = new(new CallForms(1, CallCodec.Form, Second), text => Knowing(text, begun: 1));

    /// <summary>Reads both forms, and writes the second.</summary>
    public static TestBuild NextAfterN { get; } = new(new CallForms(2, CallCodec.Form, Second), text => Knowing(text, begun: 2));

    /// <summary>A store of this build, not started.</summary>
    public RedisStore Create(RedisOptions options, string edge, InboxOptions? inbox = null, TimeProvider? time = null) =>
        new(options, inbox ?? new InboxOptions(), edge, TimeSpan.Zero, time ?? TimeProvider.System, NullLogger.Instance, Forms) { OnScript = Scripts };

    private static string Knowing(string script, int begun)
    {
        if (!script.Contains(Begun, StringComparison.Ordinal)) return script;
        return script.Replace(Begun, $"local inbox_begun, inbox_known = {begun}, 2", StringComparison.Ordinal).Replace(Size, SizeOfEither, StringComparison.Ordinal);
    }

    private static byte[] WriteSecond(Call call)
    {
        var first = JsonNode.Parse(CallCodec.Write(call))!.AsObject();
        var second = new JsonObject { ["schema"] = 2, ["to"] = Take(first, "callee"), ["media"] = new JsonObject { ["recording"] = Take(first, "recording"), ["transcription"] = Take(first, "transcription") } };
        first.Remove("schema");
        foreach (var (name, value) in first) second[name] = value?.DeepClone();
        return JsonSerializer.SerializeToUtf8Bytes(second);
    }

    private static Call ReadSecond(byte[] state, string invited)
    {
        var second = JsonNode.Parse(state)!.AsObject();
        var media = second["media"]!.AsObject();
        var first = new JsonObject { ["schema"] = 1, ["callee"] = Take(second, "to"), ["recording"] = Take(media, "recording"), ["transcription"] = Take(media, "transcription") };
        second.Remove("schema");
        second.Remove("media");
        foreach (var (name, value) in second) first[name] = value?.DeepClone();
        return CallCodec.Read(JsonSerializer.SerializeToUtf8Bytes(first), invited);
    }

    private static JsonNode? Take(JsonObject from, string name)
    {
        var value = from[name]?.DeepClone();
        from.Remove(name);
        return value;
    }
}
