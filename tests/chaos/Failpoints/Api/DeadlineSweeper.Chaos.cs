using Signaling.Chaos;

namespace Signaling.Api.Calls;

/// <summary>The failpoint between a deadline's lease and its decision.</summary>
internal sealed partial class DeadlineSweeper
{
    static partial void Failpoint(string place) => Failpoints.Hit(place);
}
