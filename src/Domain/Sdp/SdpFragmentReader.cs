using System.Collections.Immutable;

namespace Signaling.Domain.Sdp;

/// <summary>Takes a fragment line by line: session lines, then for each section <c>m=</c>, <c>a=mid</c> and candidates (RFC 8840 §9).</summary>
internal ref struct SdpFragmentReader()
{
    private const string Rule = "RFC 8840 §9";

    private readonly ImmutableArray<SdpFragmentSection>.Builder sections = ImmutableArray.CreateBuilder<SdpFragmentSection>();
    private readonly ImmutableArray<IceCandidate>.Builder candidates = ImmutableArray.CreateBuilder<IceCandidate>();
    private readonly HashSet<string> mids = new(StringComparer.Ordinal);
    private string? usernameFragment, password, mid, sectionUsernameFragment;
    private bool ended, sectionEnded;
    private int sectionLine;

    public SdpError? Accept(ReadOnlySpan<char> line, int number)
    {
        if (line.IsEmpty) return null;
        if (line.Length < 2 || line[1] != '=' || line.ContainsAny('\0', '\r'))
            return Invalid(number, "Write each line as a=… or m=….");
        if (line[0] == 'a') return AcceptAttribute(SdpLineGrammar.NameOf(line[2..]), line[2..], number);
        if (line[0] != 'm') return null; // an extension: nothing of it goes anywhere
        var error = MediaLine.TryRead(line[2..], out _) ? CloseSection() : Invalid(number, "Write m=<media> 9 <protocol> <format>, as in the description.");
        sectionLine = number;
        return error;
    }

    public SdpError? Finish(out SdpFragment? fragment)
    {
        var error = CloseSection();
        fragment = error is null ? new(usernameFragment, password, ended, sections.DrainToImmutable()) : null;
        return error;
    }

    private SdpError? AcceptAttribute(ReadOnlySpan<char> name, ReadOnlySpan<char> attribute, int number)
    {
        var value = attribute.Length > name.Length ? attribute[(name.Length + 1)..].Trim(' ') : default;
        switch (name)
        {
            case "fingerprint" or "crypto" or "setup" or "identity" or "tls-id" or "key-mgmt":
                return new(SdpErrorCode.FragmentLineNotAllowed, number, Rule, "Send keys, fingerprints and roles in an offer or answer; a fragment carries candidates only.");
            case "ice-ufrag" when !IceRules.IsUsernameFragment(value):
            case "ice-pwd" when !IceRules.IsPassword(value):
                return new(SdpErrorCode.IceCredentialsInvalid, number, "RFC 8839 §5.4", IceRules.CredentialsDetail);
            case "ice-ufrag" when sectionLine == 0: usernameFragment = value.ToString(); return null;
            case "ice-ufrag": sectionUsernameFragment = value.ToString(); return null;
            case "ice-pwd": password ??= value.ToString(); return null;
            case "end-of-candidates" when sectionLine == 0: ended = true; return null;
            case "end-of-candidates": sectionEnded = true; return null;
            case "mid" when sectionLine == 0 || mid is not null || !Grammar.IsToken(value): return Invalid(number, "Write one a=mid after each m= line.");
            case "mid": mid = value.ToString(); return mids.Add(mid) ? null : Invalid(number, "Name each section once.");
            case "candidate" when mid is null: return Invalid(number, "Write m= and a=mid before the candidates of a section.");
            case "candidate": return AcceptCandidate(attribute, number);
            default: return null;
        }
    }

    private SdpError? AcceptCandidate(ReadOnlySpan<char> attribute, int number)
    {
        if (!IceCandidate.TryParse(attribute, out var candidate, out var error)) return error with { Line = number };
        candidates.Add(candidate);
        return null;
    }

    private SdpError? CloseSection()
    {
        if (sectionLine == 0) return null;
        if (mid is null) return Invalid(sectionLine, "Write a=mid after the m= line.");
        sections.Add(new(mid, sectionUsernameFragment ?? usernameFragment, candidates.ToImmutable(), sectionEnded || ended));
        candidates.Clear();
        (mid, sectionUsernameFragment, sectionEnded) = (null, null, false);
        return null;
    }

    private static SdpError Invalid(int line, string detail) => new(SdpErrorCode.SdpInvalid, line, Rule, detail);
}
