using Signaling.Domain.Events;
using StackExchange.Redis;

namespace Signaling.Infrastructure.Redis;

/// <summary>What the errors that Redis answers with mean to us.</summary>
internal static class RedisErrors
{
    private static readonly string[] ForNow =
        ["OOM", "LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "MISCONF", "NOREPLICAS", "NOAUTH", "WRONGPASS", "NOPERM", "BUSY", "MOVED", "ASK"];

    private static readonly string[] Writes = ["OOM", "READONLY", "MISCONF", "NOREPLICAS"];

    /// <summary>Whether the server cannot do it now and may later: it is full, loading, a replica, or does not let us in.</summary>
    public static bool IsForNow(RedisServerException error) => ForNow.Any(code => Says(error, code)) || IsShardAway(error);

    /// <summary>Whether it may answer what only reads, and takes no writes: it is full, a replica, or cannot save what it is given.</summary>
    public static bool IsForWrites(RedisServerException error) => Writes.Any(code => Says(error, code));

    // Version 1.2.6 says it in this way, as if the server had, when one node of a cluster sends it on to another that it cannot reach.
    private static bool IsShardAway(RedisServerException error) => error.Message.Contains("serving hashslot", StringComparison.Ordinal);

    /// <summary>Whether the error is of that code, given to us or to a command within a script.</summary>
    public static bool Says(RedisServerException error, string code) =>
        error.Message.StartsWith(code, StringComparison.Ordinal) || error.Message.Contains($"-{code} ", StringComparison.Ordinal) || error.Message.Contains($" {code} ", StringComparison.Ordinal);

    /// <summary>Whether a command may have reached the server although its connection broke; otherwise there was no connection to send it by.</summary>
    public static bool MayHaveBeenSent(Exception error) =>
        error is RedisConnectionException { FailureType: not (ConnectionFailureType.UnableToResolvePhysicalConnection or ConnectionFailureType.UnableToConnect) };

    /// <summary>What remains: a slot of a cluster that stays half moved, networks, an inbox or reports of a later form (schema.part.lua), a key holds another type than ours, or a script of ours is wrong.</summary>
    public static Exception Meaning(RedisServerException error) =>
        Says(error, "TRYAGAIN") ? new StoreUnavailableException("Redis: a slot of the cluster is being moved.", error)
        : error.Message.Contains("SCHEMA_NEWER", StringComparison.Ordinal) ? new StoreSchemaNewerException("Something stored has a form that this edge does not know: a newer edge wrote it.", error)
        : new InvalidDataException("Redis holds under a key of ours what we did not write there.", error);
}
