using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Sdp;

namespace Signaling.Api.Calls;

/// <summary>Holds the descriptions of a command to the rules of <c>Domain/Sdp</c>, with this deployment's limits and policy.</summary>
internal sealed class DescriptionRules(SdpLimits limits, SdpPolicy policy)
{
    /// <summary>Why <paramref name="sdp"/> may not be offered, null when it may; with the description itself, and what is allowed in it but may make a call worse.</summary>
    public SdpError? CheckOffer(string sdp, out SessionDescription? offer, out ImmutableArray<SdpWarning> warnings)
    {
        warnings = [];
        if (!Parse(sdp, out offer, out var bad)) return bad;
        if (OfferRules.Check(offer, policy) is { } broken) return broken;

        warnings = SdpWarnings.Of(offer);
        return null;
    }

    /// <summary>The command with what offer and answer agree on, and its description; or why that may not pass.</summary>
    public (CallCommand Command, SessionDescription? Description, SdpError? Bad) Complete(StoredCall known, CallCommand command)
    {
        switch (command)
        {
            case CallCommand.Answer c:
                var first = Negotiate(known, 1, c.Sdp, out var answer, out var agreed);
                return (first is null ? c with { Negotiated = agreed } : c, answer, first);
            case CallCommand.AnswerOffer c:
                var later = Negotiate(known, c.Number, c.Sdp, out var next, out var changed);
                return (later is null ? c with { Negotiated = changed } : c, next, later);
            case CallCommand.Offer c:
                return Offered(c, c.Sdp);
            case CallCommand.Hold { Sdp: { } sdp }:
                return Offered(command, sdp);
            case CallCommand.Resume { Sdp: { } sdp }:
                return Offered(command, sdp);
            default:
                return (command, null, null);
        }
    }

    private (CallCommand, SessionDescription?, SdpError?) Offered(CallCommand command, string sdp) =>
        !Parse(sdp, out var offer, out var bad) ? (command, null, bad) : (command, offer, OfferRules.Check(offer, policy));

    private SdpError? Negotiate(StoredCall known, int number, string sdp, out SessionDescription? answer, out ImmutableArray<NegotiatedMedia> media)
    {
        media = [];
        if (!Parse(sdp, out answer, out var bad)) return bad;
        if (!Parse(known.Descriptions.GetValueOrDefault(DescriptionRef.OfferOf(number)) ?? "", out var offer, out bad)) return bad;
        if (AnswerRules.Check(offer, answer, policy) is { } broken) return broken;

        media = Negotiation.Negotiate(offer, answer, policy);
        return null;
    }

    private bool Parse(string sdp, [NotNullWhen(true)] out SessionDescription? description, [NotNullWhen(false)] out SdpError? bad) =>
        SdpParser.TryParse(sdp, limits, out description, out bad);
}
