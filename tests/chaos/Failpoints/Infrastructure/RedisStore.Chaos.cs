using Signaling.Chaos;

namespace Signaling.Infrastructure.Redis;

/// <summary>The failpoints around a commit.</summary>
public sealed partial class RedisStore
{
    static partial void Failpoint(string place) => Failpoints.Hit(place);
}
