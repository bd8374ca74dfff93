using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Domain.Calls.Storage;

/// <summary>Candidates already stored that a commit gives out, after its own events, as one <c>call.candidates</c> event.</summary>
/// <param name="From">The device whose candidates these are.</param>
/// <param name="Offer">The offer they belong to.</param>
/// <param name="To">Whose inbox gets them.</param>
/// <param name="Devices">Which of that user's devices get them.</param>
/// <param name="BodyStart">The event's JSON up to the inside of the array of candidates.</param>
/// <param name="BodyEnd">The event's JSON from there on, when more candidates may come.</param>
/// <param name="BodyEndComplete">The same, when the device has said that no more will come.</param>
/// <param name="DropOthersOf">A user whose other devices' candidates are forgotten: theirs was not the answer.</param>
public sealed record CandidateRelease(
    Actor From,
    int Offer,
    UserKey To,
    DeviceFilter Devices,
    ReadOnlyMemory<byte> BodyStart,
    ReadOnlyMemory<byte> BodyEnd,
    ReadOnlyMemory<byte> BodyEndComplete,
    UserId? DropOthersOf);
