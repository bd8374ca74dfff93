using System.Collections.Immutable;

namespace Signaling.Domain.Calls;

/// <summary>What <see cref="CallRules.Decide"/> makes of a command.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>These things happen, in this order; <paramref name="Next"/> is the call after them.</summary>
    public sealed record Changed(Call Next, ImmutableArray<CallEvent> Events) : Decision
    {
        /// <summary>The number of the offer that it makes in a connected call; 0 when it makes none.</summary>
        public int OfferMade => Events.OfType<CallEvent.Offered>().LastOrDefault()?.Number ?? 0;
    }

    /// <summary>What was asked for is already so; asking twice is harmless.</summary>
    public sealed record Unchanged : Decision;

    /// <summary>It may not be.</summary>
    public sealed record Refused(CallError Error) : Decision;
}
