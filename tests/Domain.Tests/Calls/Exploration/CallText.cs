using System.Text;
using Signaling.Domain.Calls;

namespace Signaling.Domain.Tests.Calls.Exploration;

/// <summary>A call as text, for its collections compare by reference and two equal calls must be told to be so.</summary>
internal static class CallText
{
    /// <summary>What of a call enters the text; <see cref="ExplorationTests"/> checks that it is all.</summary>
    public static readonly (string Name, Action<StringBuilder, Call> Write)[] Parts =
    [
        (nameof(Call.Id), (text, call) => text.Append(call.Id.Value)),
        (nameof(Call.Tenant), (text, call) => text.Append(call.Tenant.Value)),
        (nameof(Call.Caller), (text, call) => text.Append(call.Caller.User.Value).Append('/').Append(call.Caller.Device.Value)),
        (nameof(Call.Callee), (text, call) => text.Append(call.Callee.Value)),
        (nameof(Call.CalleeDevice), (text, call) => text.Append(call.CalleeDevice?.Value)),
        (nameof(Call.Phase), (text, call) => text.Append((int)call.Phase)),
        (nameof(Call.Media), (text, call) => text.Append(call.Media.Recording).Append(call.Media.Transcription)),
        (nameof(Call.CreatedAt), (text, call) => text.Append(call.CreatedAt.UtcTicks)),
        (nameof(Call.RingUntil), (text, call) => text.Append(call.RingUntil.UtcTicks)),
        (nameof(Call.AnsweredAt), (text, call) => text.Append(call.AnsweredAt?.UtcTicks)),
        (nameof(Call.EndedAt), (text, call) => text.Append(call.EndedAt?.UtcTicks)),
        (nameof(Call.EndReason), (text, call) => text.Append((int?)call.EndReason)),
        (nameof(Call.Rejection), (text, call) => text.Append((int?)call.Rejection)),
        (nameof(Call.EndedBy), (text, call) => text.Append(call.EndedBy?.Value)),
        (nameof(Call.Invited), (text, call) => text.AppendJoin(',', call.Invited)),
        (nameof(Call.Devices), (text, call) =>
        {
            foreach (var (device, standing) in call.Devices) text.Append(device.Value).Append(':').Append((int?)standing.Rejected).Append(',');
        }),
        (nameof(Call.LastOffer), (text, call) => text.Append(call.LastOffer)),
        (nameof(Call.Agreed), (text, call) => text.Append(call.Agreed?.Number).Append('/').Append((int?)call.Agreed?.OfferedBy).Append('/').Append(call.Agreed?.Media.Length)),
        (nameof(Call.Pending), (text, call) => text.Append(call.Pending?.Number).Append('/').Append((int?)call.Pending?.By).Append('/').Append(call.Pending?.Until.UtcTicks)),
        (nameof(Call.SupersededOffer), (text, call) => text.Append(call.SupersededOffer)),
        (nameof(Call.RejectedOffer), (text, call) => text.Append(call.RejectedOffer)),
        (nameof(Call.HeldByCaller), (text, call) => text.Append(call.HeldByCaller)),
        (nameof(Call.HeldByCallee), (text, call) => text.Append(call.HeldByCallee)),
        (nameof(Call.CallerPresence), (text, call) => text.Append((int)call.CallerPresence.Reach).Append('/').Append(call.CallerPresence.Since.UtcTicks)),
        (nameof(Call.CalleePresence), (text, call) => text.Append((int)call.CalleePresence.Reach).Append('/').Append(call.CalleePresence.Since.UtcTicks)),
        (nameof(Call.Passage), (text, call) =>
        {
            foreach (var (device, place) in call.Passage.Places.OrderBy(one => one.Key.ToString(), StringComparer.Ordinal)) text.Append(device).Append('@').Append(place.Location).Append(place.Network).Append(',');
            foreach (var group in call.Passage.Withheld.Concat(call.Passage.Given)) text.Append(group.From).Append('/').Append(group.Offer).Append('/').Append(group.Candidates.Length).Append(group.Complete);
        }),
        (nameof(Call.RedirectedFrom), (text, call) => text.AppendJoin(',', call.RedirectedFrom)),
        (nameof(Call.Events), (text, call) => text.Append(call.Events)),
        (nameof(Call.InvitedByEvent), (text, call) => text.Append(call.InvitedByEvent)),
    ];

    public static string Of(Call call) => Write(new StringBuilder(300), call).ToString();

    public static StringBuilder Write(StringBuilder text, Call call)
    {
        foreach (var part in Parts)
        {
            part.Write(text, call);
            text.Append(' ');
        }

        return text;
    }
}
