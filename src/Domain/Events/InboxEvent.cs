using Signaling.Domain.Calls;
using Signaling.Domain.Identity;

namespace Signaling.Domain.Events;

/// <summary>An event on its way into a user's inbox.</summary>
/// <param name="To">Whose inbox.</param>
/// <param name="Devices">Which of that user's devices get it.</param>
/// <param name="Body">The event as JSON in UTF-8, without what only the inbox knows (cursor, time) and without the description:
/// an object whose last member is <c>data</c>, itself an object, so that both can be put in on delivery.</param>
/// <param name="Call">The call that the description belongs to.</param>
/// <param name="Description">The description to put in as <c>data.sdp</c> on delivery; it is stored once, with the call.</param>
public sealed record InboxEvent(UserKey To, DeviceFilter Devices, ReadOnlyMemory<byte> Body, CallId Call, DescriptionRef? Description);
