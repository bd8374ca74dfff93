using System.Collections.Immutable;

namespace Signaling.Domain.Sdp;

/// <summary>Which codecs both sides of a section have (RFC 3264 §6.1, CALL-FLOWS #19).</summary>
/// <remarks>An answer may number a codec otherwise than the offer; rtx, red, ulpfec and telephone-event are codecs like the others.</remarks>
internal static class CodecRules
{
    /// <summary>Refuses an answer with a codec that was not offered.</summary>
    public static SdpError? CheckAnswer(MediaSection offered, MediaSection answered)
    {
        if (!answered.Transport.IsRtp()) return null;
        Agreed(offered, answered, out var fault);
        return fault;
    }

    /// <summary>The names of the answer's codecs that were offered, each once, in the answer's order; for data channels the formats.</summary>
    public static ImmutableArray<string> Agreed(MediaSection offered, MediaSection answered) =>
        answered.Transport.IsRtp() ? Agreed(offered, answered, out _) : [.. answered.Formats.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static ImmutableArray<string> Agreed(MediaSection offered, MediaSection answered, out SdpError? fault)
    {
        fault = null;
        var offer = new SectionCodecs(offered, stackalloc int[SectionCodecs.PayloadTypes]);
        var answer = new SectionCodecs(answered, stackalloc int[SectionCodecs.PayloadTypes]);
        Span<int> offeredTypes = stackalloc int[SectionCodecs.PayloadTypes], answeredTypes = stackalloc int[SectionCodecs.PayloadTypes];
        offeredTypes = offeredTypes[..offer.ReadPayloadTypes(offeredTypes)];
        answeredTypes = answeredTypes[..answer.ReadPayloadTypes(answeredTypes)];
        var agreed = ImmutableArray.CreateBuilder<string>();
        foreach (var type in answeredTypes)
        {
            var isNamed = answer.TryFind(type, out var codec);
            // A number without a name means what the offer meant by it.
            if (isNamed ? !IsOffered(type, codec, offer, offeredTypes) : !offeredTypes.Contains(type))
            {
                fault ??= new(SdpErrorCode.CodecNotOffered, answer.LineOf(type), "RFC 3264 §6.1",
                    $"Take payload type {type} out of section {answered.Index + 1}: the offer has no such codec.");
                continue;
            }

            if (!isNamed && !offer.TryFind(type, out codec)) continue;
            var name = codec.Name.ToString();
            if (!agreed.Contains(name, StringComparer.OrdinalIgnoreCase)) agreed.Add(name);
        }

        return agreed.DrainToImmutable();
    }

    private static bool IsOffered(int sameType, Codec codec, SectionCodecs offer, ReadOnlySpan<int> types)
    {
        // Nearly always the answer keeps the offer's number.
        if (types.Contains(sameType) && offer.TryFind(sameType, out var same) && codec.Matches(same)) return true;
        foreach (var type in types)
        {
            if (offer.TryFind(type, out var offered) && codec.Matches(offered)) return true;
        }

        return false;
    }
}
