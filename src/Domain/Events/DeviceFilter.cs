using Signaling.Domain.Identity;

namespace Signaling.Domain.Events;

/// <summary>Which of a user's devices an event is for.</summary>
public readonly record struct DeviceFilter
{
    private DeviceFilter(DeviceId? only, DeviceId? except) => (OnlyDevice, ExceptDevice) = (only, except);

    /// <summary>The one device that gets the event; null when more than one may.</summary>
    public DeviceId? OnlyDevice { get; }

    /// <summary>The one device that does not get the event.</summary>
    public DeviceId? ExceptDevice { get; }

    /// <summary>Every device of the user.</summary>
    public static DeviceFilter All => default;

    /// <summary>That device alone.</summary>
    public static DeviceFilter Only(DeviceId device) => new(device, null);

    /// <summary>Every device but that one.</summary>
    public static DeviceFilter Except(DeviceId device) => new(null, device);

    /// <summary>Whether <paramref name="device"/> gets the event.</summary>
    public bool Admits(DeviceId device) => OnlyDevice is { } only ? only == device : ExceptDevice != device;

    /// <summary>Reads what <see cref="ToString"/> wrote; anything else is <see cref="All"/>.</summary>
    public static DeviceFilter Parse(string text) => text switch
    {
        ['=', .. var device] => Only(new DeviceId(device)),
        ['!', .. var device] => Except(new DeviceId(device)),
        _                    => All,
    };

    /// <summary>Empty for all, <c>=tab1</c> for one, <c>!tab1</c> for all but one.</summary>
    public override string ToString() =>
        OnlyDevice is { } only ? $"={only}" : ExceptDevice is { } except ? $"!{except}" : "";
}
