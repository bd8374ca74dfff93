using System.Collections.Immutable;
using Signaling.Domain.Sdp;

namespace Signaling.Domain.Calls;

/// <summary>The last offer that was answered, and what the two sides thereby agreed on (CALL-FLOWS #19).</summary>
/// <param name="Number">The offer's number.</param>
/// <param name="OfferedBy">The side that offered; the other answered.</param>
/// <param name="Media">The intersection of offer and answer, one entry a media section.</param>
public sealed record AgreedSession(int Number, CallSide OfferedBy, ImmutableArray<NegotiatedMedia> Media);
