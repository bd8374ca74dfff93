using System.Text.Json.Serialization;
using Signaling.Domain.Calls;

namespace Signaling.Infrastructure.Redis;

/// <summary>A call's state as it is stored: <see cref="Domain.Calls.Call"/> in primitives, so that it can be read whatever becomes of
/// the domain's types. Who is invited, descriptions and candidates stand in fields of their own.</summary>
internal sealed record CallState
{
    /// <summary>The number of this form, which stands for the other fields of a call's hash too. A field that is added, renamed or left out
    /// makes another form (<see cref="CallForms"/>).</summary>
    public const int CurrentSchema = 1;

    public required int Schema { get; init; }
    public required string Id { get; init; }
    public required string Tenant { get; init; }
    public required string CallerUser { get; init; }
    public required string CallerDevice { get; init; }
    public required string Callee { get; init; }
    public string? CalleeDevice { get; init; }
    public required CallPhase Phase { get; init; }
    public bool Recording { get; init; }
    public bool Transcription { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset RingUntil { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public EndReason? EndReason { get; init; }
    public RejectReason? Rejection { get; init; }
    public string? EndedBy { get; init; }
    public Dictionary<string, RejectReason?>? Devices { get; init; }
    public required int LastOffer { get; init; }
    public AgreedState? Agreed { get; init; }
    public PendingOffer? Pending { get; init; }
    public int SupersededOffer { get; init; }
    public int RejectedOffer { get; init; }
    public bool HeldByCaller { get; init; }
    public bool HeldByCallee { get; init; }
    public PresenceState? CallerPresence { get; init; }
    public PresenceState? CalleePresence { get; init; }
    public string[]? RedirectedFrom { get; init; }
    public required int Events { get; init; }
    public required int InvitedByEvent { get; init; }
}

/// <summary><see cref="DevicePresence"/> as it is stored; nothing is for an attached device.</summary>
internal sealed record PresenceState(Reach Reach, DateTimeOffset Since);

/// <summary><see cref="AgreedSession"/> as it is stored.</summary>
internal sealed record AgreedState(int Number, CallSide OfferedBy, MediaState[] Media);

/// <summary><see cref="Domain.Sdp.NegotiatedMedia"/> as it is stored.</summary>
internal sealed record MediaState(string Kind, string Direction, string[] Codecs, string Protocol);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CallState))]
internal sealed partial class CallStateJson : JsonSerializerContext;
