namespace Signaling.Domain.Network;

/// <summary>Finds the longest prefix that holds an address. Nested prefixes are cut into ranges that do not overlap, once, so that a search is one binary search.</summary>
public sealed class PrefixTable<T>
{
    private readonly UInt128[] starts;
    private readonly (bool Known, T Value)[] values;

    /// <summary>Builds the table; of one prefix given twice the first counts.</summary>
    public PrefixTable(IEnumerable<(Prefix Prefix, T Value)> entries)
    {
        var ordered = entries.Index().OrderBy(one => one.Item.Prefix.First.Bits).ThenBy(one => one.Item.Prefix.Length).ThenByDescending(one => one.Index).Select(one => one.Item);
        List<UInt128> from = [0];
        List<(bool Known, T Value)> found = [default];
        Stack<(UInt128 Last, T Value)> around = [];
        foreach (var (prefix, value) in ordered)
        {
            Close(prefix.First.Bits);
            Begin(prefix.First.Bits, (true, value));
            around.Push((prefix.Last.Bits, value));
        }

        Close(null);
        (starts, values) = ([.. from], [.. found]);

        // Ends the prefixes that lie before a start, and goes on with what was around them.
        void Close(UInt128? next)
        {
            while (around.TryPeek(out var inner) && (next is null || inner.Last < next))
            {
                around.Pop();
                if (inner.Last < UInt128.MaxValue) Begin(inner.Last + 1, around.TryPeek(out var outer) ? (true, outer.Value) : default);
            }
        }

        void Begin(UInt128 start, (bool, T) value)
        {
            if (from[^1] == start) found[^1] = value;
            else
            {
                from.Add(start);
                found.Add(value);
            }
        }
    }

    /// <summary>What the longest prefix around an address stands for.</summary>
    public bool TryFind(Address address, out T value)
    {
        var index = Array.BinarySearch(starts, address.Bits);
        var (known, found) = values[index >= 0 ? index : ~index - 1];
        value = found;
        return known;
    }
}
