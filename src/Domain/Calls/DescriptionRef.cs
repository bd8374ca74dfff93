namespace Signaling.Domain.Calls;

/// <summary>Names one immutable session description of a call: the offer with a number, or the answer to it.</summary>
/// <param name="Offer">The offer's number; 1 is the invitation's.</param>
/// <param name="IsAnswer">Whether the answer to that offer is meant.</param>
public readonly record struct DescriptionRef(int Offer, bool IsAnswer)
{
    /// <summary>The offer numbered <paramref name="number"/>.</summary>
    public static DescriptionRef OfferOf(int number) => new(number, false);

    /// <summary>The answer to the offer numbered <paramref name="number"/>.</summary>
    public static DescriptionRef AnswerTo(int number) => new(number, true);

    /// <summary><c>offer.2</c> or <c>answer.2</c>.</summary>
    public override string ToString() => $"{(IsAnswer ? "answer" : "offer")}.{Offer}";
}
