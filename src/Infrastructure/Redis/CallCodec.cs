using System.Collections.Immutable;
using System.Text.Json;
using Signaling.Domain.Calls;
using Signaling.Domain.Identity;
using Signaling.Domain.Sdp;

namespace Signaling.Infrastructure.Redis;

/// <summary>Writes a call's state as JSON and reads it back.</summary>
internal static class CallCodec
{
    /// <summary>The form that it writes and reads.</summary>
    public static CallForm Form { get; } = new(CallState.CurrentSchema, Write, static (json, invited) => Read(json, invited));

    /// <summary>The state in UTF-8, all but who is invited.</summary>
    public static byte[] Write(Call call) => JsonSerializer.SerializeToUtf8Bytes(new CallState
    {
        Schema = CallState.CurrentSchema,
        Id = call.Id.Value,
        Tenant = call.Tenant.Value,
        CallerUser = call.Caller.User.Value,
        CallerDevice = call.Caller.Device.Value,
        Callee = call.Callee.Value,
        CalleeDevice = call.CalleeDevice?.Value,
        Phase = call.Phase,
        Recording = call.Media.Recording,
        Transcription = call.Media.Transcription,
        CreatedAt = call.CreatedAt,
        RingUntil = call.RingUntil,
        AnsweredAt = call.AnsweredAt,
        EndedAt = call.EndedAt,
        EndReason = call.EndReason,
        Rejection = call.Rejection,
        EndedBy = call.EndedBy?.Value,
        Devices = call.Devices.IsEmpty ? null : call.Devices.ToDictionary(device => device.Key.Value, device => device.Value.Rejected),
        LastOffer = call.LastOffer,
        Agreed = call.Agreed is { } agreed ? new AgreedState(agreed.Number, agreed.OfferedBy, [.. agreed.Media.Select(Write)]) : null,
        Pending = call.Pending,
        SupersededOffer = call.SupersededOffer,
        RejectedOffer = call.RejectedOffer,
        HeldByCaller = call.HeldByCaller,
        HeldByCallee = call.HeldByCallee,
        CallerPresence = Write(call.CallerPresence),
        CalleePresence = Write(call.CalleePresence),
        RedirectedFrom = call.RedirectedFrom.IsEmpty ? null : [.. call.RedirectedFrom.Select(user => user.Value)],
        Events = call.Events,
        InvitedByEvent = call.InvitedByEvent,
    }, CallStateJson.Default.CallState);

    /// <summary>The call of a state.</summary>
    /// <param name="invited">Device ids, separated by commas.</param>
    /// <exception cref="JsonException">It is no state.</exception>
    public static Call Read(ReadOnlySpan<byte> json, string invited)
    {
        var state = JsonSerializer.Deserialize(json, CallStateJson.Default.CallState)!;
        return new Call
        {
            Id = new CallId(state.Id),
            Tenant = new TenantId(state.Tenant),
            Caller = new Actor(new UserId(state.CallerUser), new DeviceId(state.CallerDevice)),
            Callee = new UserId(state.Callee),
            CalleeDevice = state.CalleeDevice is { } device ? new DeviceId(device) : null,
            Phase = state.Phase,
            Media = new MediaNeeds(state.Recording, state.Transcription),
            CreatedAt = state.CreatedAt,
            RingUntil = state.RingUntil,
            AnsweredAt = state.AnsweredAt,
            EndedAt = state.EndedAt,
            EndReason = state.EndReason,
            Rejection = state.Rejection,
            EndedBy = state.EndedBy is { } user ? new UserId(user) : null,
            Invited = ReadDevices(invited),
            Devices = (state.Devices ?? []).ToImmutableSortedDictionary(entry => new DeviceId(entry.Key), entry => new DeviceStanding(entry.Value)),
            LastOffer = state.LastOffer,
            Agreed = state.Agreed is { } agreed ? new AgreedSession(agreed.Number, agreed.OfferedBy, [.. agreed.Media.Select(Read)]) : null,
            Pending = state.Pending,
            SupersededOffer = state.SupersededOffer,
            RejectedOffer = state.RejectedOffer,
            HeldByCaller = state.HeldByCaller,
            HeldByCallee = state.HeldByCallee,
            CallerPresence = Read(state.CallerPresence),
            CalleePresence = Read(state.CalleePresence),
            RedirectedFrom = [.. (state.RedirectedFrom ?? []).Select(name => new UserId(name))],
            Events = state.Events,
            InvitedByEvent = state.InvitedByEvent,
        };
    }

    /// <summary>Device ids, separated by commas.</summary>
    public static string WriteDevices(ImmutableSortedSet<DeviceId> devices) => string.Join(',', devices.Select(device => device.Value));

    /// <summary>Reads what <see cref="WriteDevices"/> wrote, in any order.</summary>
    public static ImmutableSortedSet<DeviceId> ReadDevices(string devices) =>
        [.. devices.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(device => new DeviceId(device))];

    private static PresenceState? Write(DevicePresence presence) => presence == default ? null : new(presence.Reach, presence.Since);

    private static DevicePresence Read(PresenceState? presence) => presence is null ? default : new(presence.Reach, presence.Since);

    private static MediaState Write(NegotiatedMedia media) => new(media.Kind, media.Direction, [.. media.Codecs], media.Protocol);

    private static NegotiatedMedia Read(MediaState media) => new(media.Kind, media.Direction, [.. media.Codecs], media.Protocol);
}
