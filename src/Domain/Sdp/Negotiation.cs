using System.Collections.Immutable;

namespace Signaling.Domain.Sdp;

/// <summary>What both sides agreed on for one section (CALL-FLOWS #19).</summary>
/// <param name="Kind"><c>audio</c>, <c>video</c>, <c>screenShare</c>, <c>fileTransfer</c>, <c>data</c> or <c>other</c>.</param>
/// <param name="Direction"><c>sendrecv</c>, <c>sendonly</c>, <c>recvonly</c> or <c>inactive</c>, as the offerer sees it.</param>
/// <param name="Codecs">The codecs both have, in the answer's order, such as <c>opus/48000/2</c>.</param>
/// <param name="Protocol">The transport, such as <c>UDP/TLS/RTP/SAVPF</c>.</param>
public sealed record NegotiatedMedia(string Kind, string Direction, ImmutableArray<string> Codecs, string Protocol);

/// <summary>Intersects an offer and its answer.</summary>
public static class Negotiation
{
    /// <summary>The agreed media of all sections that both sides keep, in order; both descriptions have passed their rules.</summary>
    public static ImmutableArray<NegotiatedMedia> Negotiate(SessionDescription offer, SessionDescription answer, SdpPolicy? policy = null)
    {
        var media = ImmutableArray.CreateBuilder<NegotiatedMedia>();
        for (var i = 0; i < Math.Min(offer.Media.Length, answer.Media.Length); i++)
        {
            MediaSection offered = offer.Media[i], answered = answer.Media[i];
            if (offered.IsRejected || answered.IsRejected) continue;
            var kind = MediaKinds.Of(offered, policy);
            var direction = kind == MediaKind.Data ? MediaDirection.SendRecv : offered.Direction & Reverse(answered.Direction);
            media.Add(new(kind.ToWire(), ToWire(direction), CodecRules.Agreed(offered, answered), answered.Protocol));
        }

        return media.DrainToImmutable();
    }

    /// <summary>The direction as the other side sees it.</summary>
    internal static MediaDirection Reverse(MediaDirection direction) => direction switch
    {
        MediaDirection.SendOnly => MediaDirection.RecvOnly,
        MediaDirection.RecvOnly => MediaDirection.SendOnly,
        _ => direction,
    };

    private static string ToWire(MediaDirection direction) => direction switch
    {
        MediaDirection.SendRecv => "sendrecv",
        MediaDirection.SendOnly => "sendonly",
        MediaDirection.RecvOnly => "recvonly",
        _ => "inactive",
    };
}
