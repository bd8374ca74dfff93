using Microsoft.Extensions.Logging;

namespace Signaling.Infrastructure.Redis.Sentinel;

/// <summary>What is logged about Sentinels; event ids from 2010.</summary>
internal static partial class SentinelLog
{
    [LoggerMessage(EventId = 2010, Message = "The primary of {Name} is at {Address} (failover {Epoch}).", EventName = "PrimaryMoved")]
    public static partial void Moved(ILogger logger, LogLevel level, string name, string address, long epoch);

    [LoggerMessage(2011, LogLevel.Error, "The Sentinels cannot be used: {Fault}", EventName = "SentinelsUnusable")]
    public static partial void Unusable(ILogger logger, string fault);
}
