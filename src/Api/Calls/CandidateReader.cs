using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Network.Policies;
using Signaling.Domain.Sdp;

namespace Signaling.Api.Calls;

/// <summary>Checks candidates of a request and writes them anew for the other side.</summary>
internal static class CandidateReader
{
    /// <summary>Candidates of one request at most.</summary>
    public const int MaxCandidates = 100;

    private const int MaxMidLength = 128, MaxFragmentLength = 256;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads candidates as browsers give them; one whose text is empty says that no more will come (RFC 9429 §4.1.19).</summary>
    public static bool TryRead(CandidatesRequest request, out CandidateBatch batch, out SdpError? bad)
    {
        var candidates = request.Candidates ?? [];
        var (complete, read) = (request.EndOfCandidates, new List<SentCandidate>(candidates.Count));
        (batch, bad) = (new CandidateBatch(default, 0, complete), null);
        if (candidates.Count > MaxCandidates) bad = TooMany();

        for (var index = 0; index < candidates.Count && bad is null; index++)
        {
            var one = candidates[index];
            if (one is null) bad = Invalid(index, "it is null");
            else if (one.SdpMid is null && one.SdpMLineIndex is null && one.Candidate is not (null or "")) bad = Invalid(index, "it needs `sdpMid` or `sdpMLineIndex`");
            else if (one.SdpMid?.Length > MaxMidLength || one.UsernameFragment?.Length > MaxFragmentLength || one.SdpMLineIndex is < 0 or > 1023) bad = Invalid(index, "its `sdpMid`, `sdpMLineIndex` or `usernameFragment` is out of range");
            else if (string.IsNullOrEmpty(one.Candidate)) complete = true;
            else if (IceCandidate.TryParse(one.Candidate, out var parsed, out var refused)) read.Add(new(parsed, one.SdpMid, one.SdpMLineIndex, one.UsernameFragment));
            else bad = refused with { Detail = $"candidates[{index}]: {refused.Detail}" };
        }

        if (bad is not null) return false;

        batch = new CandidateBatch(Write(read), read.Count, complete) { Sent = [.. read] };
        return true;
    }

    /// <summary>Reads a fragment (RFC 8840).</summary>
    public static bool TryRead(string text, SdpLimits limits, out CandidateBatch batch, out SdpError? bad)
    {
        batch = new CandidateBatch(default, 0, false);
        if (!SdpFragment.TryParse(text, limits, out var fragment, out bad)) return false;

        var read = new List<SentCandidate>();
        foreach (var section in fragment.Sections)
            foreach (var candidate in section.Candidates)
                read.Add(new(candidate, section.Mid, null, candidate.UsernameFragment ?? section.UsernameFragment));

        if (read.Count > MaxCandidates)
        {
            bad = TooMany();
            return false;
        }

        batch = new CandidateBatch(Write(read), read.Count, fragment.EndOfCandidates || (fragment.Sections.Length > 0 && fragment.Sections.All(s => s.EndOfCandidates))) { Sent = [.. read] };
        return true;
    }

    /// <summary>Candidates as the other side gets them, as an array's inside.</summary>
    public static ReadOnlyMemory<byte> Write(IReadOnlyCollection<SentCandidate> candidates)
    {
        var buffer = new ArrayBufferWriter<byte>(256 * Math.Max(1, candidates.Count));
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartArray();
        foreach (var one in candidates)
        {
            json.WriteStartObject();
            json.WriteString("candidate", one.Candidate.Text);
            if (one.Mid is { } mid) json.WriteString("sdpMid", mid);
            if (one.Section is { } index) json.WriteNumber("sdpMLineIndex", index);
            if (one.UsernameFragment is { } fragment) json.WriteString("usernameFragment", fragment);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenMemory[1..^1];
    }

    /// <summary>Everything that a call's devices have trickled and the other side has got, whichever way it went.</summary>
    public static IEnumerable<TrickledCandidates> Of(StoredCall stored) =>
        stored.Candidates.Concat(stored.Call.Passage.Given.Select(group => new TrickledCandidates(group.From, group.Offer, Write(group.Candidates), group.Candidates.Length, group.Complete)));

    private static SdpError TooMany() =>
        new(SdpErrorCode.CandidateInvalid, null, "RFC 8838 §4", $"Send at most {MaxCandidates} candidates in one request.");

    private static SdpError Invalid(int index, string what) =>
        new(SdpErrorCode.CandidateInvalid, null, "RFC 8838 §8", $"candidates[{index}]: {what}.");
}
