using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Signaling.Infrastructure.Tests.Relays;

/// <summary>A STUN message (RFC 8489 §5): a header of 20 bytes and attributes padded to four.</summary>
[SuppressMessage("Security", "CA5350", Justification = "MESSAGE-INTEGRITY is HMAC-SHA1 (RFC 8489 §14.5).")]
[SuppressMessage("Security", "CA5351", Justification = "The long-term key is an MD5 (RFC 8489 §9.2.2).")]
internal sealed class StunMessage
{
    public const ushort BindingRequest = 0x0001, AllocateRequest = 0x0003, AllocateSuccess = 0x0103, AllocateError = 0x0113;
    public const ushort Username = 0x0006, Integrity = 0x0008, ErrorCode = 0x0009, Realm = 0x0014, Nonce = 0x0015, RelayedAddress = 0x0016, RequestedTransport = 0x0019;
    private const uint MagicCookie = 0x2112A442;
    private const int HeaderBytes = 20;

    private readonly List<(ushort Type, byte[] Value)> attributes = [];

    public StunMessage(ushort type, byte[]? transaction = null)
    {
        Type = type;
        Transaction = transaction ?? RandomNumberGenerator.GetBytes(12);
    }

    /// <summary>Class and method, as they stand in the header.</summary>
    public ushort Type { get; }

    /// <summary>96 bits that a reply repeats.</summary>
    public byte[] Transaction { get; }

    public StunMessage With(ushort type, byte[] value)
    {
        attributes.Add((type, value));
        return this;
    }

    public StunMessage With(ushort type, string value) => With(type, Encoding.UTF8.GetBytes(value));

    /// <summary>Adds MESSAGE-INTEGRITY over all that is in the message so far, for a long-term credential (RFC 8489 §9.2.2).</summary>
    public StunMessage Signed(string username, string realm, string password)
    {
        var key = MD5.HashData(Encoding.UTF8.GetBytes($"{username}:{realm}:{password}"));
        var covered = Write(extra: 24);
        return With(Integrity, HMACSHA1.HashData(key, covered));
    }

    /// <summary>An attribute's value, or null.</summary>
    public byte[]? Find(ushort type) => attributes.Where(attribute => attribute.Type == type).Select(attribute => attribute.Value).FirstOrDefault();

    /// <summary>An attribute's text.</summary>
    public string Text(ushort type) => Encoding.UTF8.GetString(Find(type) ?? []);

    /// <summary>The number in ERROR-CODE, such as 401; 0 when there is none.</summary>
    public int Error => Find(ErrorCode) is { Length: >= 4 } value ? (value[2] * 100) + value[3] : 0;

    public byte[] Write(int extra = 0)
    {
        using var body = new MemoryStream();
        var word = new byte[4];
        foreach (var (type, value) in attributes)
        {
            BinaryPrimitives.WriteUInt16BigEndian(word, type);
            BinaryPrimitives.WriteUInt16BigEndian(word.AsSpan(2), (ushort)value.Length);
            body.Write(word);
            body.Write(value);
            body.Write(new byte[-value.Length & 3]);
        }

        var header = new byte[HeaderBytes];
        BinaryPrimitives.WriteUInt16BigEndian(header, Type);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)(body.Length + extra));
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), MagicCookie);
        Transaction.CopyTo(header, 8);
        return [.. header, .. body.ToArray()];
    }

    public static StunMessage Read(ReadOnlySpan<byte> bytes)
    {
        var message = new StunMessage(BinaryPrimitives.ReadUInt16BigEndian(bytes), bytes[8..HeaderBytes].ToArray());
        for (var rest = bytes[HeaderBytes..]; rest.Length >= 4;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            message.With(BinaryPrimitives.ReadUInt16BigEndian(rest), rest.Slice(4, length).ToArray());
            rest = rest[Math.Min(rest.Length, 4 + ((length + 3) & ~3))..];
        }

        return message;
    }
}
