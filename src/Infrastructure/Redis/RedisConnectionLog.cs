using Microsoft.Extensions.Logging;

namespace Signaling.Infrastructure.Redis;

/// <summary>What is logged about the connection to Redis; event ids from 2000.</summary>
internal static partial class RedisConnectionLog
{
    [LoggerMessage(2000, LogLevel.Warning, "Redis is away: {How}. {Cause}", EventName = "RedisAway")]
    public static partial void Away(ILogger logger, string how, string cause);

    [LoggerMessage(2001, LogLevel.Information, "Redis is connected, and its version and settings suit.", EventName = "RedisSuits")]
    public static partial void Suits(ILogger logger);

    [LoggerMessage(2002, LogLevel.Warning, "Announcements no longer come through; listening anew and reading the inboxes of {Users} users.", EventName = "RedisDeaf")]
    public static partial void Deaf(ILogger logger, int users);

    [LoggerMessage(2003, LogLevel.Error, "The pulse of this edge failed.", EventName = "RedisPulseFailed")]
    public static partial void PulseFailed(ILogger logger, Exception error);

    [LoggerMessage(2004, LogLevel.Warning, "Redis no longer answers on the connection for commands; connecting anew.", EventName = "RedisStuck")]
    public static partial void Stuck(ILogger logger);

    [LoggerMessage(2005, LogLevel.Warning, "The lease of edge {Edge} has ended; {Devices} of its devices have vanished from calls.", EventName = "EdgeGone")]
    public static partial void EdgeGone(ILogger logger, string edge, long devices);
}
