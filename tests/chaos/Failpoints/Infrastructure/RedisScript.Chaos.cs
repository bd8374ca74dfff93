using Signaling.Chaos;

namespace Signaling.Infrastructure.Redis;

/// <summary>Scripts without one of their checks.</summary>
internal sealed partial class RedisScript
{
    partial void Spoil(ref string text)
    {
        var (of, check, instead) = Failpoints.Without switch
        {
            "conflict" => ("call-commit", "if version and version ~= ARGV[7] then", "if false then"),
            "notAfter" => ("call-commit", "if now > tonumber(ARGV[4]) then", "if false then"),
            "lease"    => ("deadlines-lease", "redis.call('ZADD', KEYS[1], string.format('%.0f', later), member)", "redis.call('ZREM', KEYS[1], member)"),
            _          => ("", "", ""),
        };
        if (of != Name) return;
        if (!text.Contains(check, StringComparison.Ordinal)) throw new InvalidOperationException($"{of}.lua has changed: the check `{check}` is not there.");
        text = text.Replace(check, instead, StringComparison.Ordinal);
    }
}
