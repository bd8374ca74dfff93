using System.Diagnostics;
using StackExchange.Redis;

namespace Signaling.Infrastructure.Redis;

/// <summary>How Redis stands, by what became of the last commands.</summary>
internal sealed class RedisStanding
{
    private volatile bool up, takesNoWrites, isAtReplica;
    private long answeredAt;

    /// <summary>Whether the last command was answered, and Redis takes writes as far as is known.</summary>
    public bool IsUp => up;

    /// <summary>Whether the server at the address has said that it is a replica: another may be behind that address by now.</summary>
    public bool IsAtReplica => isAtReplica;

    /// <summary>For how long no command has been answered.</summary>
    public TimeSpan Silence => Stopwatch.GetElapsedTime(Interlocked.Read(ref answeredAt));

    /// <summary>A command was answered. One that only reads says nothing of writes.</summary>
    public void Answered()
    {
        Interlocked.Exchange(ref answeredAt, Stopwatch.GetTimestamp());
        if (!takesNoWrites) up = true;
    }

    /// <summary>A command that always writes was carried out.</summary>
    public void Wrote() => (takesNoWrites, isAtReplica, up) = (false, false, true);

    /// <summary>Redis has answered that it cannot do it now.</summary>
    public void Refused(RedisServerException error)
    {
        Interlocked.Exchange(ref answeredAt, Stopwatch.GetTimestamp());
        if (RedisErrors.IsForWrites(error)) takesNoWrites = true;
        if (RedisErrors.Says(error, "READONLY")) isAtReplica = true;
    }

    /// <summary>Redis is away; true when it was not before.</summary>
    public bool Lost()
    {
        var was = up;
        up = false;
        return was;
    }
}
