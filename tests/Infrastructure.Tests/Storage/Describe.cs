using System.Collections.Immutable;
using System.Text;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Sdp;

namespace Signaling.Infrastructure.Tests.Storage;

/// <summary>What two stores must agree on, in words: everything but the places of inbox entries, which are each store's own.</summary>
internal static class Describe
{
    public static string Of(Call call) => $"""
        {call.Id} {call.Tenant} {call.Caller} -> {call.Callee}/{call.CalleeDevice} {call.Phase} {call.Media}
        {call.CreatedAt:O} {call.RingUntil:O} {call.AnsweredAt:O} {call.EndedAt:O} {call.EndReason} {call.Rejection} by {call.EndedBy}
        invited {List(call.Invited)} devices {List(call.Devices.Select(device => $"{device.Key}:{device.Value.Rejected}"))}
        offers {call.LastOffer} agreed {call.Agreed?.Number} {call.Agreed?.OfferedBy} {List((call.Agreed?.Media ?? []).Select(Of))} pending {call.Pending} superseded {call.SupersededOffer} rejected {call.RejectedOffer}
        there {call.CallerPresence} {call.CalleePresence} held {call.HeldByCaller} {call.HeldByCallee} from {List(call.RedirectedFrom)} events {call.Events} {call.InvitedByEvent}
        """;

    public static string Of(StoredCall? stored) => stored is null ? "none" : $"""
        {Of(stored.Call)}
        version {stored.Version} descriptions {List(stored.Descriptions.OrderBy(d => d.Key.ToString(), StringComparer.Ordinal).Select(d => $"{d.Key}={d.Value}"))}
        candidates {List(stored.Candidates.Select(Of))}
        """;

    public static string Of(CommitResult result) => result switch
    {
        CommitResult.Committed r => $"committed {Of(r.Stored)}",
        CommitResult.Stale r     => $"stale {Of(r.Stored)}",
        CommitResult.Repeated r  => $"repeated {r.Request} {Of(r.Stored)}",
        _                        => result.ToString(),
    };

    public static string Of(InboxEntry entry) =>
        $"{entry.Cursor.Nonce} [{entry.Devices}] {Text(entry.Body)} {entry.Call} {entry.Description}";

    public static string Of(ImmutableArray<InboxEntry>? entries) => entries is { } known ? string.Join('\n', known.Select(Of)) : "place not known";

    public static string Of(Attachment attachment) => $"""
        resync {attachment.Resync}
        missed {Of(attachment.Missed)}
        active {List(attachment.ActiveCalls.Select(Of).Order(StringComparer.Ordinal))}
        away in {List(attachment.AwayIn.Select(call => call.Value).Order(StringComparer.Ordinal))}
        """;

    public static string Of(DueWork due) => $"""
        calls {List(due.Calls.Select(call => $"{call.Tenant}/{call.Call} {(call.StoreBackAt is null ? "" : "after a gap")}").Order(StringComparer.Ordinal))}
        lost {List(due.Lost.Select(lost => $"{lost.User} {lost.Device}").Order(StringComparer.Ordinal))}
        """;

    public static string Of(CallPage page) => $"{List(page.Calls.Select(Of))} {(page.Next is null ? "end" : "more")}";

    public static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    private static string Of(NegotiatedMedia media) => $"{media.Kind} {media.Direction} {List(media.Codecs)} {media.Protocol}";

    private static string Of(TrickledCandidates candidates) =>
        $"{candidates.From} {candidates.Offer} {Text(candidates.Json)} {candidates.Count} {candidates.Complete}";

    private static string List<T>(IEnumerable<T> items) => $"({string.Join("; ", items)})";
}
