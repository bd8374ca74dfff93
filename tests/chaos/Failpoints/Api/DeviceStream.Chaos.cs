using Signaling.Chaos;

namespace Signaling.Api.Events;

/// <summary>A stream that believes every word.</summary>
internal sealed partial class DeviceStream
{
    static partial void Spoil(ref bool follows) => follows |= Failpoints.Without == "previous";
}
