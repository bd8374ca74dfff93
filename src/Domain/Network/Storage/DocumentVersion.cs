using Signaling.Domain.Calls.Storage;

namespace Signaling.Domain.Network.Storage;

/// <summary>Which state of a document, or of all of a tenant's, is meant: a counter and a nonce, compared whole, as for calls. It is the document's <c>ETag</c>.</summary>
public readonly record struct DocumentVersion(long Counter, string Nonce)
{
    /// <summary>The version after one; the first after none.</summary>
    public static DocumentVersion After(DocumentVersion? before, string nonce) => new((before?.Counter ?? 0) + 1, nonce);

    /// <summary>Reads <c>12-x7Gq</c>, as <see cref="CallVersion.TryParse"/> does.</summary>
    public static bool TryParse(string? text, out DocumentVersion version)
    {
        var read = CallVersion.TryParse(text, out var found);
        version = read ? new(found.Counter, found.Nonce) : default;
        return read;
    }

    public override string ToString() => $"{new CallVersion(Counter, Nonce)}";
}
