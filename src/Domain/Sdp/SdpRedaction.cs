using System.Text;

namespace Signaling.Domain.Sdp;

/// <summary>Takes candidates out of a description so that no trace of their addresses stays: not in <c>c=</c>, <c>m=</c>, <c>a=rtcp</c>,
/// <c>a=remote-candidates</c>, related addresses or <c>o=</c>. Keys, fingerprints and whatever else is not about them stay byte for byte (CALL-FLOWS #26).</summary>
internal sealed class SdpRedaction(SessionDescription description, SdpLine[] lines)
{
    private const int DiscardPort = 9; // what stands where no port is known yet (RFC 8840 §4.1.1)
    private readonly Dictionary<int, (IceCandidate Candidate, CandidateEdit Edit)> edits = [];
    private readonly HashSet<string> gone = new(StringComparer.Ordinal), shown = new(StringComparer.Ordinal);
    private readonly bool[] lost = new bool[description.Media.Length], lostRtcp = new bool[description.Media.Length], inherits = new bool[description.Media.Length];
    private readonly Dictionary<(string Address, int Port, bool IsTcp), bool> keeps = [];

    /// <summary>The text after the edits; the same string if there are none.</summary>
    /// <param name="decide">Asked once for each candidate and each default destination.</param>
    /// <param name="moreToCome">Whether the mark that says there are no more candidates goes too.</param>
    public string Apply(Func<PlacedCandidate, CandidateEdit> decide, bool moreToCome)
    {
        foreach (var section in description.Media) Decide(section, decide);
        DecideDefaults(decide);
        gone.ExceptWith(shown);
        gone.RemoveWhere(one => AddressText.IsUnspecified(one));
        return gone.Count > 0 || lost.Contains(true) || lostRtcp.Contains(true) || moreToCome || edits.Values.Any(one => one.Edit is not CandidateEdit.Keep) ? Write(moreToCome) : description.Text;
    }

    private void Decide(MediaSection section, Func<PlacedCandidate, CandidateEdit> decide)
    {
        foreach (var attribute in section.Attributes)
        {
            if (attribute.Name is not "candidate" || !IceCandidate.TryParse(attribute.Value, out var candidate, out _)) continue;
            var edit = decide(new(section, candidate, IsDefault: false));
            var at = (AddressText.Canonical(candidate.Address), candidate.Port, candidate.IsTcp);
            keeps[at] = edit is not CandidateEdit.Drop || keeps.GetValueOrDefault(at);
            (edit is CandidateEdit.Drop ? gone : shown).Add(at.Item1);
            if (edit is CandidateEdit.Drop or CandidateEdit.KeepWithoutRelated) gone.UnionWith(candidate.OtherAddresses.Select(one => AddressText.Canonical(one)));
            edits[attribute.Line - 1] = (candidate, edit);
        }
    }

    // A default destination that is a candidate shares its fate; one that is none, as of a phone without ICE, is judged by itself.
    private void DecideDefaults(Func<PlacedCandidate, CandidateEdit> decide)
    {
        var session = ConnectionsIn(0, description.Media.IsEmpty ? lines.Length : description.Media[0].Line - 1);
        foreach (var section in description.Media)
        {
            var own = ConnectionsIn(section.Line, section.EndLine);
            inherits[section.Index] = own.Count == 0;
            foreach (var address in own.Count == 0 ? session : own) lost[section.Index] |= IsLost(section, address, section.Port, decide);
            if (SdpDefault.OfRtcp(section) is ({ } rtcp, var port)) lostRtcp[section.Index] = IsLost(section, rtcp, section.Port == 0 ? 0 : port, decide);
        }

        if (!description.Media.IsEmpty && !inherits.Contains(true)) foreach (var address in session) IsLost(description.Media[0], address, port: 0, decide);
        if (description.Media.Any(section => inherits[section.Index] && lost[section.Index]))
            foreach (var section in description.Media) lost[section.Index] |= inherits[section.Index]; // they share one line
    }

    private bool IsLost(MediaSection section, string text, int port, Func<PlacedCandidate, CandidateEdit> decide)
    {
        var address = AddressText.Canonical(text);
        if (AddressText.IsUnspecified(address)) return false;

        if (keeps.TryGetValue((address, port, SdpDefault.IsTcp(section)), out var kept)) return !kept;
        if (gone.Contains(address) != shown.Contains(address)) return gone.Contains(address);

        var goes = decide(new(section, SdpDefault.AsCandidate(address, section, port), IsDefault: true)) is CandidateEdit.Drop;
        (goes ? gone : shown).Add(address);
        return goes;
    }

    private string Write(bool moreToCome)
    {
        var written = new StringBuilder(description.Text.Length + 64);
        var moves = edits.Values.Any(one => one.Edit is CandidateEdit.Last);
        var (section, lastCandidate) = (-1, -1);
        List<string> last = [];
        for (var i = 0; i < description.LineCount; i++)
        {
            if (lines[i].Type == 'm')
            {
                section++;
                lastCandidate = moves ? edits.Keys.Where(line => line > i && line < description.Media[section].EndLine).DefaultIfEmpty(-1).Max() : -1;
            }

            var line = LineText(i);
            if (Edited(i, section, line, moreToCome, last) is { } kept) written.Append(kept).Append(Ending(i));
            if (i != lastCandidate || last.Count == 0) continue;
            foreach (var moved in last)
            {
                if (written.Length > 0 && written[^1] != '\n') written.Append("\r\n");
                written.Append(moved).Append(Ending(i));
            }

            last.Clear();
        }

        return written.ToString();
    }

    // The line as it is to be; null when it goes.
    private string? Edited(int index, int section, string line, bool moreToCome, List<string> last)
    {
        if (edits.TryGetValue(index, out var edit)) return EditedCandidate(line, edit.Candidate, edit.Edit, last);

        var name = lines[index].Type == 'a' ? line.AsSpan(2, lines[index].NameLength) : default;
        return lines[index].Type switch
        {
            'm' when lost[section] && description.Media[section].Port != 0 => WithPort(line, Default(section)?.Port ?? DiscardPort),
            'c' when Loses(section, SdpDefault.AddressOf(line.AsSpan(2))) => $"c={SdpDefault.Connection(section < 0 ? null : Default(section)?.Address)}",
            'a' when name is "end-of-candidates" && moreToCome => null,
            'a' when name is "rtcp" && section >= 0 && (lost[section] || lostRtcp[section] || Shows(line)) => $"a=rtcp:{Rtcp(section)}",
            'a' when name is "remote-candidates" or "candidate" && Shows(line) => null,
            'a' when name is "crypto" or "fingerprint" or "ice-ufrag" or "ice-pwd" or "identity" or "tls-id" => line,
            'm' or 'v' or 't' or 'b' => line,
            'a' when gone.Count > 0 => line[..(2 + lines[index].NameLength)] + AddressText.Hide(line[(2 + lines[index].NameLength)..], gone),
            _ => AddressText.Hide(line, gone),
        };
    }

    private string? EditedCandidate(string line, IceCandidate candidate, CandidateEdit edit, List<string> last)
    {
        var hidden = edit is CandidateEdit.KeepWithoutRelated || candidate.OtherAddresses.Any(one => gone.Contains(AddressText.Canonical(one)));
        switch (edit)
        {
            case CandidateEdit.Drop: return null;
            case CandidateEdit.Last: last.Add(AddressText.Hide($"a={(hidden ? candidate.WithoutRelated() : candidate).AsLast().Text}", gone)); return null;
            default: return AddressText.Hide(hidden ? $"a={candidate.WithoutRelated().Text}" : line, gone);
        }
    }

    private bool Shows(string line) => !ReferenceEquals(AddressText.Hide(line, gone), line);

    // An address that others still show goes from here too, where its port went.
    private bool Loses(int section, ReadOnlySpan<char> address) =>
        gone.Contains(AddressText.Canonical(address)) || (!AddressText.IsUnspecified(address) && (section < 0 ? description.Media.Any(one => inherits[one.Index] && lost[one.Index]) : lost[section]));

    // What is left to stand in for a default destination: only where the section has a c= line of its own, since others share the session's.
    private IceCandidate? Default(int section) => inherits[section] ? null : Best(section, component: 1);

    private IceCandidate? Best(int section, int component) => edits
        .Where(edit => edit.Key >= description.Media[section].Line && edit.Key < description.Media[section].EndLine)
        .Select(edit => edit.Value)
        .Where(one => one.Edit is CandidateEdit.Keep or CandidateEdit.KeepWithoutRelated && one.Candidate is { IsTcp: false, AddressKind: not IceAddressKind.Mdns } && one.Candidate.Component == component)
        .OrderByDescending(one => one.Candidate.Type).ThenByDescending(one => one.Candidate.Priority)
        .Select(one => one.Candidate).FirstOrDefault();

    private string Rtcp(int section)
    {
        var best = Default(section) is not { } first ? null
            : description.Media[section].Attributes.Has("rtcp-mux") ? first : Best(section, component: 2);
        return $"{best?.Port ?? DiscardPort} {SdpDefault.Connection(best?.Address)}";
    }

    private List<string> ConnectionsIn(int from, int to)
    {
        List<string> found = [];
        for (var i = from; i < to && i < description.LineCount; i++)
        {
            if (lines[i].Type == 'c') found.Add(SdpDefault.AddressOf(lines[i].ValueIn(description.Text)).ToString());
        }

        return found;
    }

    private static string WithPort(string line, int port)
    {
        var start = 2;
        while (line[start] == ' ') start++;
        while (line[start] != ' ') start++;
        while (line[start] == ' ') start++;
        var end = start;
        while (char.IsAsciiDigit(line[end])) end++;
        return $"{line[..start]}{port}{line[end..]}";
    }

    private string LineText(int i) => description.Text.Substring(lines[i].Start, lines[i].Length);

    private ReadOnlySpan<char> Ending(int i)
    {
        var (from, to) = (lines[i].Start + lines[i].Length, i + 1 < description.LineCount ? lines[i + 1].Start : description.Text.Length);
        return description.Text.AsSpan(from, to - from);
    }
}
