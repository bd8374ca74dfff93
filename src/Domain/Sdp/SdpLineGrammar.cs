namespace Signaling.Domain.Sdp;

/// <summary>The grammar inside each kind of line (RFC 8866 §5); kinds without one take any text.</summary>
internal static class SdpLineGrammar
{
    /// <summary>What is wrong with a line's value, or null.</summary>
    public static (string Rule, string Detail)? Fault(char type, ReadOnlySpan<char> value) => type switch
    {
        'v' when value is not "0"        => ("RFC 8866 §5.1", "The version must be 0: v=0."),
        'o' when !IsOrigin(value)        => ("RFC 8866 §5.2", "Write o=<user> <session id> <version> IN IP4|IP6 <address>, both ids in digits."),
        'c' when CountFields(value) != 3 => ("RFC 8866 §5.7", "Write c=IN IP4|IP6 <address>."),
        'b' when !IsBandwidth(value)     => ("RFC 8866 §5.8", "Write b=<type>:<number>."),
        't' when !IsTiming(value)        => ("RFC 8866 §5.9", "Write t=<start> <stop> in digits, usually t=0 0."),
        'm' when !MediaLine.TryRead(value, out _) => ("RFC 8866 §5.14",
            "Write m=<media> <port 0 to 65535> <protocol> <format> …; formats of RTP sections are payload types from 0 to 127."),
        'a' when !Grammar.IsToken(NameOf(value)) => ("RFC 8866 §5.13", "Write a=<name> or a=<name>:<value>, the name without spaces."),
        _ => null,
    };

    /// <summary>The name of an attribute: what stands before the first colon.</summary>
    public static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> value)
    {
        var colon = value.IndexOf(':');
        return colon < 0 ? value : value[..colon];
    }

    private static bool IsOrigin(ReadOnlySpan<char> value)
    {
        var fields = new TokenReader(value);
        return fields.TryNext(out _) && Grammar.IsNumber(fields.Next()) && Grammar.IsNumber(fields.Next())
            && CountFields(fields.Rest) == 3;
    }

    private static bool IsTiming(ReadOnlySpan<char> value)
    {
        var fields = new TokenReader(value);
        return Grammar.IsNumber(fields.Next()) && Grammar.IsNumber(fields.Next()) && fields.Rest.IsEmpty;
    }

    private static bool IsBandwidth(ReadOnlySpan<char> value)
    {
        var colon = value.IndexOf(':');
        return colon > 0 && Grammar.IsToken(value[..colon]) && Grammar.IsNumber(value[(colon + 1)..].TrimEnd(' '));
    }

    private static int CountFields(ReadOnlySpan<char> value)
    {
        var fields = new TokenReader(value);
        var count = 0;
        while (fields.TryNext(out _)) count++;
        return count;
    }
}
