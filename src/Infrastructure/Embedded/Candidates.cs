using System.Collections.Immutable;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Infrastructure.Embedded;

/// <summary>What becomes of a call's stored candidates: one entry a device and offer.</summary>
internal static class Candidates
{
    /// <summary>The limit that these would break; null when they fit.</summary>
    public static CallError? Over(ImmutableArray<TrickledCandidates> all, CandidateCommit commit)
    {
        var added = commit.Candidates;
        var at = IndexOf(all, added.From, added.Offer);
        if ((at < 0 ? 0 : all[at].Count) + added.Count > commit.MaxCandidates) return CallError.TooManyCandidates;

        return at < 0 && all.Count(known => known.Offer == added.Offer) > commit.MaxDevices ? CallError.TooManyDevices : null; // the caller's is one
    }

    /// <summary>With <paramref name="added"/> behind the device's others for the offer.</summary>
    public static ImmutableArray<TrickledCandidates> Add(ImmutableArray<TrickledCandidates> all, TrickledCandidates added)
    {
        var at = IndexOf(all, added.From, added.Offer);
        if (at < 0) return all.Add(added);

        var known = all[at];
        return all.SetItem(at, known with
        {
            Json = Join(known.Json.Span, added.Json.Span),
            Count = known.Count + added.Count,
            Complete = known.Complete || added.Complete,
        });
    }

    /// <summary>What a commit leaves of them, and the event that gives out those it releases.</summary>
    public static (ImmutableArray<TrickledCandidates> Left, InboxEvent? Released) Change(ImmutableArray<TrickledCandidates> all, CallCommit commit)
    {
        var released = commit.Release is { } release ? Release(all, release, commit.Call.Id) : null;
        var left = all.RemoveAll(held =>
            commit.DroppedDescriptions.Contains(DescriptionRef.OfferOf(held.Offer)) // nobody can use them without their offer
            || held.From.User == commit.Release?.DropOthersOf && held.From != commit.Release?.From);
        return (left, released);
    }

    private static InboxEvent? Release(ImmutableArray<TrickledCandidates> all, CandidateRelease release, CallId call)
    {
        if (IndexOf(all, release.From, release.Offer) is not (>= 0 and var at)) return null;

        var held = all[at];
        if (held.Count == 0 && !held.Complete) return null;
        var end = held.Complete ? release.BodyEndComplete : release.BodyEnd;
        byte[] body = [.. release.BodyStart.Span, .. held.Json.Span, .. end.Span];
        return new InboxEvent(release.To, release.Devices, body, call, null);
    }

    private static int IndexOf(ImmutableArray<TrickledCandidates> all, Actor from, int offer)
    {
        for (var at = 0; at < all.Length; at++)
            if (all[at].From == from && all[at].Offer == offer) return at;
        return -1;
    }

    private static byte[] Join(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        one.IsEmpty ? [.. other] : other.IsEmpty ? [.. one] : [.. one, (byte)',', .. other];
}
