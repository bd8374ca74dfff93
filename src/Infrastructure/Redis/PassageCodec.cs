using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Signaling.Domain.Calls.Media;
using Signaling.Domain.Identity;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Policies;
using Signaling.Domain.Sdp;

namespace Signaling.Infrastructure.Redis;

/// <summary>Writes <see cref="Passage"/> as JSON and reads it back. It stands in a field of its own, which an edge that knows no policies leaves alone.</summary>
internal static class PassageCodec
{
    /// <summary>The field's name.</summary>
    public const string Field = "passage";

    public static byte[] Write(Passage passage) => JsonSerializer.SerializeToUtf8Bytes(
        new PassageState([.. passage.Places.OrderBy(one => one.Key.ToString(), StringComparer.Ordinal).Select(Write)], [.. passage.Withheld.Select(Write)], [.. passage.Given.Select(Write)], passage.RelayUntil,
            [.. passage.Barred.Select(one => new BarringState(one.From.User.Value, one.From.Device.Value, one.Offer, one.Rule))]),
        PassageJson.Default.PassageState);

    public static Passage Read(byte[] json)
    {
        var state = JsonSerializer.Deserialize(json, PassageJson.Default.PassageState)!;
        return new(state.Places.ToImmutableDictionary(one => ActorOf(one.User, one.Device), Read), [.. state.Withheld.Select(Read)], [.. state.Given.Select(Read)])
        {
            RelayUntil = state.RelayUntil,
            Barred = [.. (state.Barred ?? []).Select(one => new Barring(ActorOf(one.User, one.Device), one.Offer, one.Rule))],
        };
    }

    private static PlaceState Write(KeyValuePair<Actor, DevicePlace> one) => new(
        one.Key.User.Value, one.Key.Device.Value, one.Value.Location, one.Value.Network, one.Value.Doubt, one.Value.Source,
        [.. one.Value.Hosts], [.. one.Value.Tunnel], one.Value.Declared is not null, one.Value.Declared?.Location, one.Value.Declared?.ViaVpn ?? false);

    private static DevicePlace Read(PlaceState state) => new(state.Location, state.Network, state.Doubt)
    {
        Source = state.Source,
        Hosts = [.. state.Hosts],
        Tunnel = [.. state.Tunnel],
        Declared = state.HasDeclared ? new(state.Declared, state.ViaVpn) : null,
    };

    private static GroupState Write(CandidateGroup group) => new(
        group.From.User.Value, group.From.Device.Value, group.Offer, group.Complete,
        [.. group.Candidates.Select(one => new SentState(one.Candidate.Text, one.Mid, one.Section, one.UsernameFragment))]);

    private static CandidateGroup Read(GroupState state) => new(ActorOf(state.User, state.Device), state.Offer, [.. state.Candidates.Select(Read)], state.Complete);

    private static SentCandidate Read(SentState state) => IceCandidate.TryParse(state.Candidate, out var candidate, out _)
        ? new(candidate, state.Mid, state.Section, state.UsernameFragment)
        : throw new InvalidDataException("A stored candidate cannot be read.");

    private static Actor ActorOf(string user, string device) => new(new UserId(user), new DeviceId(device));
}

/// <summary><see cref="Passage"/> as it is stored.</summary>
internal sealed record PassageState(PlaceState[] Places, GroupState[] Withheld, GroupState[] Given, DateTimeOffset? RelayUntil = null, BarringState[]? Barred = null);

/// <summary><see cref="Barring"/> as it is stored.</summary>
internal sealed record BarringState(string User, string Device, int Offer, PolicyRule Rule);

/// <summary><see cref="DevicePlace"/> as it is stored.</summary>
internal sealed record PlaceState(
    string User, string Device, Location Location, string? Network, LocationDoubt? Doubt, string? Source, string[] Hosts, string[] Tunnel, bool HasDeclared, Location? Declared, bool ViaVpn);

/// <summary><see cref="CandidateGroup"/> as it is stored.</summary>
internal sealed record GroupState(string User, string Device, int Offer, bool Complete, SentState[] Candidates);

/// <summary><see cref="SentCandidate"/> as it is stored.</summary>
internal sealed record SentState(string Candidate, string? Mid, int? Section, string? UsernameFragment);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(PassageState))]
internal sealed partial class PassageJson : JsonSerializerContext;
