namespace Signaling.Domain.Sdp;

/// <summary>The fields of an <c>a=crypto</c> line: tag, suite, key parameters, session parameters (RFC 4568 §9.1).</summary>
internal readonly ref struct CryptoLine(int tag, ReadOnlySpan<char> suite, ReadOnlySpan<char> keys, ReadOnlySpan<char> session)
{
    public int Tag { get; } = tag;
    public ReadOnlySpan<char> Suite { get; } = suite;
    public ReadOnlySpan<char> Keys { get; } = keys;
    public ReadOnlySpan<char> Session { get; } = session;

    public static bool TryRead(ReadOnlySpan<char> value, out CryptoLine line)
    {
        line = default;
        var fields = new TokenReader(value);
        if (!Grammar.TryNumber(fields.Next(), 999_999_999, out var tag)) return false;
        var suite = fields.Next();
        var keys = fields.Next();
        line = new(tag, suite, keys, fields.Rest);
        return !keys.IsEmpty;
    }
}
