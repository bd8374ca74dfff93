using System.Collections.Frozen;

namespace Signaling.Api.Problems;

/// <summary>Every error code this service gives, in one table: docs/errors.md and the client's union are made from it.</summary>
internal static partial class ErrorCatalogue
{
    /// <summary>All entries, ordered by code.</summary>
    public static IReadOnlyList<ErrorEntry> All { get; } =
        [.. Edge.Concat(Calls).Concat(Sdp).Concat(Network).Concat(Readiness).OrderBy(entry => entry.Code, StringComparer.Ordinal)];

    private static readonly FrozenDictionary<string, ErrorEntry> ByCode = All.ToFrozenDictionary(entry => entry.Code, StringComparer.Ordinal);

    /// <summary>The entry of a code, or null when there is none.</summary>
    public static ErrorEntry? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>The entry of a code; one that nobody has catalogued yet is a rule broken (422) in its own words.</summary>
    public static ErrorEntry Get(string code) => Find(code) ?? Uncatalogued(code);

    /// <summary>The code of a status that some part of the framework set without saying more.</summary>
    public static string CodeOf(int status) => status switch
    {
        400 => "invalid_request",
        401 => "unauthenticated",
        403 => "forbidden",
        404 => "not_found",
        405 => "method_not_allowed",
        406 => "not_acceptable",
        408 => "request_timeout",
        409 => "conflict",
        412 => "version_mismatch",
        413 => "body_too_large",
        414 => "address_too_long",
        415 => "unsupported_media_type",
        429 => "rate_limited",
        431 => "headers_too_large",
        503 => "store_unavailable",
        < 500 => "invalid_request",
        _ => "internal_error",
    };

    private static ErrorEntry Uncatalogued(string code)
    {
        var words = code.Replace('_', ' ');
        var title = string.Concat(words[..1].ToUpperInvariant(), words.AsSpan(1));
        return new(code, 422, title, title + ".", "Change the request as the detail says, and send it again.");
    }
}
