using System.Runtime.InteropServices;
using StackExchange.Redis;

namespace Signaling.Infrastructure.Redis;

/// <summary>The keys and values of one script call, in the order in which its header gives them. Text travels as UTF-8 bytes.</summary>
internal sealed class RedisArguments
{
    private readonly List<RedisKey> keys = new(16);
    private readonly List<RedisValue> values = new(48);

    internal RedisKey[] Keys => [.. keys];

    internal RedisValue[] Values => [.. values];

    public RedisArguments Key(string key)
    {
        keys.Add(key);
        return this;
    }

    public RedisArguments Add(string text)
    {
        values.Add(text);
        return this;
    }

    public RedisArguments Add(long number)
    {
        values.Add(number);
        return this;
    }

    public RedisArguments Add(bool flag) => Add(flag ? 1 : 0);

    /// <summary>In whole milliseconds.</summary>
    public RedisArguments Add(TimeSpan time) => Add((long)time.TotalMilliseconds);

    /// <summary>In milliseconds since 1970.</summary>
    public RedisArguments Add(DateTimeOffset time) => Add(time.ToUnixTimeMilliseconds());

    public RedisArguments Add(ReadOnlyMemory<byte> bytes)
    {
        values.Add(MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : bytes.ToArray());
        return this;
    }
}
