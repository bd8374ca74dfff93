namespace Signaling.Api.Problems;

internal static partial class ErrorCatalogue
{
    /// <summary>What the edge itself refuses, before or beside any rule of a call.</summary>
    private static IEnumerable<ErrorEntry> Edge =>
    [
        new("invalid_request", 400, "Invalid request", "The body, path or query of the request cannot be read.", "Correct the value that the detail names; the request's schema is in Swagger UI at /swagger."),
        new("invalid_device_id", 400, "Invalid device id", "The Device-Id header (or `device` on event paths) has another form than a device id.", "Send 1 to 64 of the characters A–Z a–z 0–9 _ -, one id for each tab or app install."),
        new("invalid_cursor", 400, "Invalid cursor", "The event cursor is none that this service gave.", "Attach without a cursor, or with the last one received, unchanged."),
        new("invalid_idempotency_key", 400, "Invalid idempotency key", "The Idempotency-Key header is empty, too long or not printable.", "Send 1 to 128 visible ASCII characters, a new key for each new command."),
        new("negotiation_not_supported", 400, "No negotiation", "The hub speaks WebSockets only, and edges keep no sessions to negotiate.", "Connect with `skipNegotiation: true` and the WebSockets transport; where WebSockets are blocked, use GET /v1/events."),
        new("unauthenticated", 401, "Not signed in", "The request carries no valid token.", "Send `Authorization: Bearer <token>` with a token that your backend minted; docs/tokens.md shows how."),
        new("token_expired", 401, "Token expired", "The token was valid, and its time is over.", "Get a fresh token from your backend, and send the request again with it."),
        new("forbidden", 403, "Not allowed", "The token is valid, and its holder may not do this.", "Use a token whose scope covers the operation, or let the participant act who may."),
        new("https_required", 403, "HTTPS required", "The request came over plain HTTP; nothing was done.", "Use https://, or name the proxy that ends TLS in Https:TrustedProxies."),
        new("origin_not_allowed", 403, "Origin not allowed", "The page's origin is not among those that may connect.", "Add the exact origin (scheme, host and port) to Cors:Origins."),
        new("not_found", 404, "Not found", "There is nothing here, or nothing that this token may see.", "Check the address; Swagger UI at /swagger lists what there is."),
        new("method_not_allowed", 405, "Method not allowed", "The address exists, but not for this method.", "Use a method from the Allow header."),
        new("not_acceptable", 406, "Not acceptable", "None of the media types in Accept can be produced.", "Accept application/json, or text/event-stream for events."),
        new("request_timeout", 408, "Request too slow", "The request's body did not arrive in time.", "Send the request again, over a steadier connection."),
        new("conflict", 409, "Conflict", "Someone else changed the same thing at the same moment, again and again.", "Read the call again, and repeat the command if it still makes sense."),
        new("idempotency_key_reused", 409, "Idempotency key reused", "The key was used before with another body.", "Repeat a request with its own key and body; take a new key for a new command."),
        new("version_mismatch", 412, "Version mismatch", "If-Match names another version than the current one, or If-None-Match forbids any.", "Read it again and decide on its current ETag."),
        new("body_too_large", 413, "Body too large", "The request's body is larger than this edge accepts.", "Send a smaller body; the limits are in docs/configuration.md."),
        new("address_too_long", 414, "Address too long", "The request line is longer than this edge accepts.", "Shorten the path or query."),
        new("unsupported_media_type", 415, "Unsupported media type", "The body's Content-Type is none that this operation reads.", "Send application/json (candidates also as application/trickle-ice-sdpfrag, with PATCH; tables as text/csv)."),
        new("rate_limited", 429, "Too many requests", "This user or address sent more requests than its allowance.", "Wait as long as Retry-After says; RateLimit-Remaining shows what is left.", RetryAfterSeconds: 1),
        new("headers_too_large", 431, "Headers too large", "The request's headers are larger than this edge accepts.", "Send fewer or shorter headers."),
        new("too_many_connections", 429, "Too many connections", "The user has as many devices connected to this edge as are allowed.", "Close one of them, and connect again; the limit is in docs/configuration.md.", RetryAfterSeconds: 5),
        new("not_available_yet", 501, "Not available yet", "What this address is for is planned, and not built in this version.", "See the changelog of later versions; the README says what there is today."),
        new("internal_error", 500, "Internal error", "Something went wrong in the service; it is in the logs under the traceId.", "Try again; if it stays, give the operator the traceId."),
        new("store_unavailable", 503, "Store unavailable", "The edge cannot reach its store just now; nothing was changed.", "Send the same request again, with its Idempotency-Key, after Retry-After.", RetryAfterSeconds: 2),
        new("store_schema_newer", 503, "Stored by a newer edge", "A newer version of the service wrote this, and this edge does not know its form; nothing was changed.", "Send the same request again, with its Idempotency-Key, to another edge, or here once this one has been upgraded.", RetryAfterSeconds: 2),
        new("draining", 503, "Edge is draining", "This edge is about to stop and takes no new work.", "Go to another edge from GET /v1/edges.", RetryAfterSeconds: 1),
        new("relays_not_configured", 503, "No relays configured", "This edge has no TURN servers to hand out.", "Set Relays:Secret and Relays:Servers, or call without relays.", RetryAfterSeconds: 60),
    ];
}
