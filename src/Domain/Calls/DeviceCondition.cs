using Signaling.Domain.Identity;

namespace Signaling.Domain.Calls;

/// <summary>What must be true of a device in the very step in which a change is written, for the change rests on it.</summary>
/// <param name="Device">The device.</param>
/// <param name="Attached">Whether it must be attached to an edge, or must not.</param>
public readonly record struct DeviceCondition(Actor Device, bool Attached);
