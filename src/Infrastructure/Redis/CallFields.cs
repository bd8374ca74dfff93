using System.Collections.Immutable;
using System.Globalization;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.History;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;

namespace Signaling.Infrastructure.Redis;

/// <summary>The fields of a call's hash, as scripts return them: field, value, field, value ….</summary>
internal static class CallFields
{
    private const string Offer = "offer.", Answer = "answer.", Tally = "tally:", Trickle = "trickle:";

    /// <summary>The call of a whole hash; null of an empty one.</summary>
    /// <exception cref="Domain.Events.StoreSchemaNewerException">A newer build wrote it.</exception>
    public static StoredCall? Read(RedisReply fields, CallForms forms)
    {
        var found = ToDictionary(fields);
        if (found.Count == 0) return null;

        if (!CallVersion.TryParse(found["version"].Text, out var version)) throw new InvalidDataException("A stored call has no version.");
        var (call, schema) = forms.Read(found["state"].Bytes, found["invited"].Text); // first: the number stands for the other fields too
        if (found.TryGetValue(PassageCodec.Field, out var passage)) call = call with { Passage = PassageCodec.Read(passage.Bytes) };
        return new StoredCall(call, version, Descriptions(found), Candidates(found)) { Schema = schema };
    }

    /// <summary>The timeline of a whole hash, oldest first.</summary>
    public static ImmutableArray<TimelineEntry> ReadTimeline(RedisReply fields) =>
        Timelines.InOrder(ToDictionary(fields).Where(field => TimelineCodec.IsLine(field.Key)).SelectMany(field => TimelineCodec.Read(field.Value.Bytes)));

    /// <summary>The call that a commit has made: what it brought, what was known, and the candidates, which only the store knew.</summary>
    public static StoredCall After(CallCommit commit, string invited, RedisReply lists, int schema) => new(
        commit.Call with { Invited = CallCodec.ReadDevices(invited) },
        commit.Next,
        commit.Known is { } known ? known.Descriptions.RemoveRange(commit.DroppedDescriptions).SetItems(commit.NewDescriptions) : commit.NewDescriptions,
        ReadLists(lists)) { Schema = schema };

    /// <summary>Candidates as the scripts that write return them: name, tally and candidates of each list.</summary>
    public static ImmutableArray<TrickledCandidates> ReadLists(RedisReply lists) =>
        [.. lists.Items.Chunk(3).Select(list => ReadList(list[0].Text, list[1].Text, list[2].Bytes))];

    /// <summary>Names a list of candidates: offer, device and user.</summary>
    public static string List(Actor from, int offer) => string.Create(CultureInfo.InvariantCulture, $"{offer}:{from.Device}:{RedisKeys.Escape(from.User.Value)}");

    /// <summary>The field that names the devices which a call holds for vanished, with a space before and after each; attaching looks for
    /// its own there.</summary>
    public const string Away = "away";

    /// <summary>What stands in <see cref="Away"/>.</summary>
    public static string AwayIn(Call? call)
    {
        string[] away = [.. new[] { CallSide.Caller, CallSide.Callee }
            .Where(side => call is { Phase: not CallPhase.Ended } && call.PresenceOn(side).Reach is Reach.Away)
            .Select(side => call!.DeviceOn(side)).OfType<Actor>().Select(AwayMember)];
        return away.Length == 0 ? "" : $" {string.Join(' ', away)} ";
    }

    /// <summary>One device in <see cref="Away"/>.</summary>
    public static string AwayMember(Actor device) => $"{RedisKeys.Escape(device.User.Value)}/{device.Device}";

    private static ImmutableDictionary<DescriptionRef, string> Descriptions(Dictionary<string, RedisReply> fields)
    {
        var descriptions = ImmutableDictionary.CreateBuilder<DescriptionRef, string>();
        foreach (var (name, value) in fields)
            if (ParseDescription(name) is { } description) descriptions.Add(description, value.Text);
        return descriptions.ToImmutable();
    }

    /// <summary>Reads <c>offer.2</c> or <c>answer.2</c>; null for anything else.</summary>
    public static DescriptionRef? ParseDescription(string name) =>
        name.StartsWith(Offer, StringComparison.Ordinal) ? DescriptionRef.OfferOf(Number(name.AsSpan(Offer.Length))) :
        name.StartsWith(Answer, StringComparison.Ordinal) ? DescriptionRef.AnswerTo(Number(name.AsSpan(Answer.Length))) : null;

    private static ImmutableArray<TrickledCandidates> Candidates(Dictionary<string, RedisReply> fields) => fields.TryGetValue("lists", out var lists)
        ? [.. lists.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => ReadList(name, fields[Tally + name].Text, fields[Trickle + name].Bytes))]
        : [];

    private static TrickledCandidates ReadList(string name, string tally, byte[] json)
    {
        var (parts, space) = (name.Split(':', 3), tally.IndexOf(' ', StringComparison.Ordinal));
        var from = new Actor(new UserId(RedisKeys.Unescape(parts[2])), new DeviceId(parts[1]));
        return new TrickledCandidates(from, Number(parts[0]), json, Number(tally.AsSpan(0, space)), tally[space + 1] == '1');
    }

    private static Dictionary<string, RedisReply> ToDictionary(RedisReply fields)
    {
        var items = fields.Items;
        var found = new Dictionary<string, RedisReply>(items.Length / 2, StringComparer.Ordinal);
        for (var i = 0; i < items.Length; i += 2) found.Add(items[i].Text, items[i + 1]);
        return found;
    }

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
