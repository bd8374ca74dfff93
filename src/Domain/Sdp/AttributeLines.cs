namespace Signaling.Domain.Sdp;

/// <summary>The attributes of one section, or of the session, in their order; a view that copies nothing.</summary>
public readonly struct AttributeLines
{
    private readonly string text;
    private readonly SdpLine[] lines;
    private readonly int from, to;

    internal AttributeLines(string text, SdpLine[] lines, int from, int to) =>
        (this.text, this.lines, this.from, this.to) = (text, lines, from, to);

    /// <summary>The first attribute of this name; one that does not <see cref="AttributeLine.Exists"/> if there is none.</summary>
    public AttributeLine Find(ReadOnlySpan<char> name)
    {
        foreach (var attribute in this)
        {
            if (attribute.Name.SequenceEqual(name)) return attribute;
        }

        return default;
    }

    /// <summary>Whether there is an attribute of this name.</summary>
    public bool Has(ReadOnlySpan<char> name) => Find(name).Exists;

    /// <summary>The attribute on a line, by its number from 1.</summary>
    internal AttributeLine At(int line) => new(text, lines[line - 1], line);

    /// <summary>Walks the attributes in the order of their lines.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>The walk over a section's attributes.</summary>
    public struct Enumerator
    {
        private readonly AttributeLines attributes;
        private int index;

        internal Enumerator(AttributeLines attributes) => (this.attributes, index) = (attributes, attributes.from - 1);

        /// <summary>The attribute the walk stands on.</summary>
        public readonly AttributeLine Current => new(attributes.text, attributes.lines[index], index + 1);

        /// <summary>Goes to the next attribute; false at the end.</summary>
        public bool MoveNext()
        {
            while (++index < attributes.to)
            {
                if (attributes.lines[index].Type == 'a') return true;
            }

            return false;
        }
    }
}
