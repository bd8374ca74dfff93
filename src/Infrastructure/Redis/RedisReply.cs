using StackExchange.Redis;

namespace Signaling.Infrastructure.Redis;

/// <summary>What a script returned: a number, bytes, or a list of replies.</summary>
internal readonly struct RedisReply(RedisResult result)
{
    /// <summary>An integer.</summary>
    public long Number => (long)result;

    /// <summary>A string as it came, UTF-8 where it is text.</summary>
    public byte[] Bytes => (byte[])result;

    /// <summary>A string as text.</summary>
    public string Text => (string)result;

    /// <summary>A list.</summary>
    public RedisReply[] Items => Array.ConvertAll((RedisResult[])result, item => new RedisReply(item));
}
