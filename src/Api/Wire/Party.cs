using Signaling.Domain.Identity;

namespace Signaling.Api.Wire;

/// <summary>A user, and the device it acts on where that is known.</summary>
/// <param name="User">The user's id.</param>
/// <param name="Device">The device's id.</param>
public sealed record Party(string User, string? Device = null)
{
    internal static Party Of(Actor actor) => new(actor.User.Value, actor.Device.Value);
}
