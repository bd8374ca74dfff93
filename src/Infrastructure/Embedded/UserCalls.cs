using Signaling.Domain.Calls.Storage;

namespace Signaling.Infrastructure.Embedded;

/// <summary>The calls of one user, newest first.</summary>
internal sealed class UserCalls
{
    private const int MaxListed = 1000; // older ended calls can still be found by their id

    private readonly SortedSet<CallPlace> open = [], ended = [];

    /// <summary>Calls that are not over.</summary>
    public int OpenCount => open.Count;

    public bool IsEmpty => open.Count + ended.Count == 0;

    /// <summary>Puts a call where it belongs now.</summary>
    public void Set(CallPlace place, bool isEnded)
    {
        (isEnded ? open : ended).Remove(place);
        (isEnded ? ended : open).Add(place);
        if (open.Count + ended.Count > MaxListed) ended.Remove(ended.Max);
    }

    public void Remove(CallPlace place)
    {
        open.Remove(place);
        ended.Remove(place);
    }

    /// <summary>Calls after <paramref name="after"/>, or from the newest on.</summary>
    public IEnumerable<CallPlace> List(CallFilter filter, CallPlace? after) => filter switch
    {
        CallFilter.Active => From(open, after),
        CallFilter.Ended  => From(ended, after),
        _                 => Merge(From(open, after), From(ended, after)),
    };

    private static IEnumerable<CallPlace> From(SortedSet<CallPlace> places, CallPlace? after) =>
        after is not { } place ? places
        : places.Count == 0 || places.Max.CompareTo(place) <= 0 ? []
        : places.GetViewBetween(place, places.Max).Where(other => other != place);

    private static IEnumerable<CallPlace> Merge(IEnumerable<CallPlace> left, IEnumerable<CallPlace> right)
    {
        using var one = left.GetEnumerator();
        using var two = right.GetEnumerator();
        bool first = one.MoveNext(), second = two.MoveNext();
        while (first || second)
        {
            if (first && (!second || one.Current.CompareTo(two.Current) < 0))
            {
                yield return one.Current;
                first = one.MoveNext();
            }
            else
            {
                yield return two.Current;
                second = two.MoveNext();
            }
        }
    }
}
