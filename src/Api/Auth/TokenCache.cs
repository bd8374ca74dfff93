using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Signaling.Api.Auth;

/// <summary>Tokens that were verified before, by their hash: two generations, the older one dropped when the newer is full.</summary>
/// <param name="generationSize">How many entries a generation holds; the cache holds twice as many at most.</param>
internal sealed class TokenCache(int generationSize = 16 * 1024)
{
    private ConcurrentDictionary<UInt128, Entry> young = new(), old = new();

    /// <summary>Entries held now.</summary>
    public int Count => young.Count + old.Count;

    /// <summary>The name under which a token is kept; no token is stored.</summary>
    public static UInt128 KeyOf(string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(token.AsSpan()), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>What was found out about a token, if it is still remembered.</summary>
    public Entry? Find(UInt128 key)
    {
        if (young.TryGetValue(key, out var entry)) return entry;
        if (!old.TryGetValue(key, out entry)) return null;
        Add(key, entry); // in use: it lives on when its generation goes
        return entry;
    }

    /// <summary>Remembers a token that was accepted; refused ones are not, so that rubbish cannot push others out.</summary>
    public void Add(UInt128 key, Entry entry)
    {
        if (young.Count >= generationSize) (old, young) = (young, new());
        young[key] = entry;
    }

    /// <summary>Forgets a token.</summary>
    public void Remove(UInt128 key)
    {
        young.TryRemove(key, out _);
        old.TryRemove(key, out _);
    }

    /// <summary>A verified token: what it says, and the key that signed it.</summary>
    internal sealed record Entry(TokenClaims Claims, TokenKey Key);
}
