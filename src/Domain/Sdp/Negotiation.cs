using System.Collections.Immutable;

namespace Signaling.Domain.Sdp;

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
