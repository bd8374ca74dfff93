using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Signaling.Domain.Sdp;

/// <summary>A trickle ICE fragment, <c>application/trickle-ice-sdpfrag</c>: candidates of some sections (RFC 8840 §4.4, §9).</summary>
public sealed class SdpFragment
{
    internal SdpFragment(string? usernameFragment, string? password, bool endOfCandidates, ImmutableArray<SdpFragmentSection> sections) =>
        (UsernameFragment, Password, EndOfCandidates, Sections) = (usernameFragment, password, endOfCandidates, sections);

    /// <summary>The ICE generation of all sections that name none of their own, or null.</summary>
    public string? UsernameFragment { get; }

    /// <summary>The ICE password, when the fragment repeats it or restarts ICE (RFC 9725 §4.3.3); a secret.</summary>
    public string? Password { get; }

    /// <summary>Whether no section will have any further candidate.</summary>
    public bool EndOfCandidates { get; }

    /// <summary>The sections in the fragment's order.</summary>
    public ImmutableArray<SdpFragmentSection> Sections { get; }

    /// <summary>Reads a fragment; what is not about candidates is refused if dangerous and left out if unknown.</summary>
    public static bool TryParse(
        ReadOnlySpan<char> text, SdpLimits limits,
        [NotNullWhen(true)] out SdpFragment? fragment, [NotNullWhen(false)] out SdpError? error)
    {
        fragment = null;
        error = SdpLimitCheck.Check(text, limits, out _);
        if (error is not null) return false;

        var reader = new SdpFragmentReader();
        for (var number = 1; !text.IsEmpty; number++)
        {
            var end = text.IndexOf('\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            error = reader.Accept(line.EndsWith('\r') ? line[..^1] : line, number);
            if (error is not null) return false;
        }

        error = reader.Finish(out fragment);
        return error is null;
    }

    /// <summary>The same within the default limits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out SdpFragment? fragment, [NotNullWhen(false)] out SdpError? error) =>
        TryParse(text, SdpLimits.Default, out fragment, out error);
}

/// <summary>The candidates of one section of a fragment.</summary>
/// <param name="Mid">The section's name in the description (<c>a=mid</c>).</param>
/// <param name="UsernameFragment">The ICE generation: the section's own, else the fragment's, or null.</param>
/// <param name="Candidates">The candidates in order.</param>
/// <param name="EndOfCandidates">Whether the section will have no further one.</param>
public sealed record SdpFragmentSection(
    string Mid, string? UsernameFragment, ImmutableArray<IceCandidate> Candidates, bool EndOfCandidates);
