namespace Signaling.Domain.Network;

/// <summary>The flows of the documents' legends (CALL-FLOWS #42 to #53).</summary>
public enum FlowId
{
    /// <summary><c>1</c>: flow 4 on the private circuit.</summary>
    Flow1,

    /// <summary><c>1'</c>: flow 4' on the private circuit.</summary>
    Flow1Prime,

    /// <summary><c>2</c>: customer network to the Internet.</summary>
    Flow2,

    /// <summary><c>2'</c>: remote user to the customer network over VPN.</summary>
    Flow2Prime,

    /// <summary><c>3</c>: remote user to the service.</summary>
    Flow3,

    /// <summary><c>4</c>: customer network to the service.</summary>
    Flow4,

    /// <summary><c>4'</c>: service to the customer network's SBC.</summary>
    Flow4Prime,

    /// <summary><c>5</c>: between users inside the customer network.</summary>
    Flow5,

    /// <summary><c>5A</c>: user to the on-premises media relay.</summary>
    Flow5A,

    /// <summary><c>5B</c>: user to the SBC in bypass mode.</summary>
    Flow5B,

    /// <summary><c>5C</c>: SBC to SBC in bypass mode.</summary>
    Flow5C,

    /// <summary><c>6</c>: between two remote users.</summary>
    Flow6,
}

/// <summary>How flows are written.</summary>
public static class FlowIds
{
    private static readonly string[] Names = ["1", "1'", "2", "2'", "3", "4", "4'", "5", "5A", "5B", "5C", "6"];

    /// <summary>The only way in which a flow is ever written (CALL-FLOWS #232).</summary>
    public static string ToWire(this FlowId flow) => Names[(int)flow];

    /// <summary>Reads a flow; <c>*</c>, a back quote and typographic primes mean the prime (CALL-FLOWS #232).</summary>
    public static bool TryParse(string? text, out FlowId flow)
    {
        flow = default;
        if (text is not { Length: 1 or 2 }) return false;
        var name = text is [_, '*' or '`' or '\u2019' or '\u2032'] ? $"{text[0]}'" : text.ToUpperInvariant();
        var index = Array.IndexOf(Names, name);
        if (index >= 0) flow = (FlowId)index;
        return index >= 0;
    }
}
