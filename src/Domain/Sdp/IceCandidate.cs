using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Signaling.Domain.Sdp;

/// <summary>One address at which a device may be reached (RFC 8839 §5.1).</summary>
/// <param name="Text">The candidate as written, from <c>candidate:</c> on.</param>
/// <param name="Foundation">Equal for candidates of the same type, base and server; 1 to 32 characters.</param>
/// <param name="Component">1 for RTP and everything multiplexed with it, 2 for RTCP alone.</param>
/// <param name="Transport">UDP, or TCP with its role (RFC 6544).</param>
/// <param name="Priority">1 to 2,147,483,647; the higher is tried first (RFC 8445 §5.1.2).</param>
/// <param name="Address">IPv4, IPv6 or an mDNS name.</param>
/// <param name="AddressKind">Which of the three.</param>
/// <param name="Port">0 to 65,535; 9 for active TCP.</param>
/// <param name="Type">Host, reflexive or relayed.</param>
/// <param name="RelatedAddress">The address it was derived from (<c>raddr</c>), or null.</param>
/// <param name="RelatedPort">The port it was derived from (<c>rport</c>), or null.</param>
/// <param name="Extensions">All name and value pairs after the type, known or not, in order.</param>
public sealed record IceCandidate(
    string Text, string Foundation, int Component, IceTransport Transport, int Priority, string Address, IceAddressKind AddressKind,
    int Port, IceCandidateType Type, string? RelatedAddress, int? RelatedPort, ImmutableArray<KeyValuePair<string, string>> Extensions)
{
    /// <summary>The user name fragment of the ICE generation it belongs to (<c>ufrag</c>), or null.</summary>
    public string? UsernameFragment => Extension("ufrag");

    /// <summary>The browser's count of ICE restarts (<c>generation</c>), or null.</summary>
    public string? Generation => Extension("generation");

    /// <summary>The browser's number for the network interface (<c>network-id</c>), or null.</summary>
    public string? NetworkId => Extension("network-id");

    /// <summary>Whether it is reached over TCP.</summary>
    public bool IsTcp => Transport != IceTransport.Udp;

    /// <summary>The value of an extension, or null.</summary>
    public string? Extension(string name)
    {
        foreach (var (key, value) in Extensions)
        {
            if (key == name) return value;
        }

        return null;
    }

    /// <summary>The addresses that it names beside its own: the one it was derived from, and any in extensions that nobody here knows, with a port or without.</summary>
    public IEnumerable<string> OtherAddresses => Extensions.Select(one => WithoutPort(one.Value)).Where(address => IceAddress.KindOf(address) is not null && !AddressText.IsUnspecified(address));

    /// <summary>The candidate without <see cref="OtherAddresses"/> (RFC 8839 §5.1); itself when it names none.</summary>
    public IceCandidate WithoutRelated()
    {
        if (RelatedAddress is null && !OtherAddresses.Any()) return this;

        var (hidden, others) = (AddressText.Hidden(Address), OtherAddresses.Select(one => AddressText.Canonical(one)).ToHashSet(StringComparer.Ordinal));
        var words = Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = Array.IndexOf(words, "typ") + 2; i + 1 < words.Length; i += 2)
        {
            if (words[i] == "rport") words[i + 1] = "9";
            else words[i + 1] = IceAddress.KindOf(words[i + 1]) is not null ? hidden : AddressText.Hide(words[i + 1], others);
        }

        var text = string.Join(' ', words);
        return TryParse(text, out var without, out _) ? without : this with { Text = text };
    }

    /// <summary>The candidate with the type preference 0, which is below that of every type (RFC 8445 §5.1.2.2).</summary>
    public IceCandidate AsLast()
    {
        var lowest = Math.Max(1, Priority & 0xFFFFFF);
        var words = Text.Split(' ');
        var number = 0;
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Length > 0 && ++number == 4) words[i] = lowest.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return this with { Text = string.Join(' ', words), Priority = lowest };
    }

    /// <summary>Reads a candidate, with or without <c>a=</c> and <c>candidate:</c>; a refusal is <c>CandidateInvalid</c> without a line.</summary>
    public static bool TryParse(
        ReadOnlySpan<char> text, [NotNullWhen(true)] out IceCandidate? candidate, [NotNullWhen(false)] out SdpError? error)
    {
        candidate = null;
        error = null;
        if (!CandidateLine.TryRead(text, out var line, out var fault))
        {
            error = new(SdpErrorCode.CandidateInvalid, null, "RFC 8839 §5.1", fault);
            return false;
        }

        candidate = new(
            $"candidate:{line.Body}", line.Foundation.ToString(), line.Component, line.Transport, line.Priority, line.Address.ToString(),
            line.AddressKind, line.Port, line.Type, line.RelatedAddress.IsEmpty ? null : line.RelatedAddress.ToString(),
            line.RelatedPort, Pairs(line.Extensions));
        return true;
    }

    /// <summary>The candidate as written.</summary>
    public override string ToString() => Text;

    // 192.0.2.1:5000 and [2001:db8::1]:5000
    private static string WithoutPort(string value) =>
        value.StartsWith('[') && value.IndexOf(']', StringComparison.Ordinal) is > 0 and var end ? value[1..end]
        : value.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon == value.LastIndexOf(':') ? value[..colon]
        : value;

    private static ImmutableArray<KeyValuePair<string, string>> Pairs(ReadOnlySpan<char> extensions)
    {
        var pairs = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        var fields = new TokenReader(extensions);
        while (fields.TryNext(out var name)) pairs.Add(new(name.ToString(), fields.Next().ToString()));
        return pairs.DrainToImmutable();
    }
}
