using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Signaling.Api.Auth;
using Signaling.Api.Problems;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Api.Calls;

/// <summary>Reads from a request who asks, and under which conditions.</summary>
internal static class AskedBinding
{
    private const string KeyHeader = "Idempotency-Key";
    private const int MaxKeyLength = 128;

    /// <summary>Who asks, with <c>Idempotency-Key</c> and <c>If-Match</c>.</summary>
    /// <param name="body">The request's body, for its digest; null when there is none.</param>
    public static Asked Asks<TBody>(this HttpContext context, TBody? body) where TBody : class
    {
        var caller = context.Caller();
        return new Asked(
            caller.Tenant,
            new Actor(caller.User, caller.Device),
            KeyOf(context, caller, body),
            TryVersion(context.Request.Headers.IfMatch, out var version) ? version : null) { Seen = new(SourceOf(context), null) };
    }

    /// <summary>Who asks for something that changes nothing.</summary>
    public static Asked Asks(this HttpContext context) => context.Asks<object>(null);

    /// <summary>Refuses conditions that cannot be read before the endpoint sees the request; and, of a body that is refused as such, a key
    /// that was used before: the body it was used with was not refused.</summary>
    public static async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var headers = invocation.HttpContext.Request.Headers;
        if (headers[KeyHeader] is { Count: > 0 } keys && !IsKey(keys)) return Problem.For("invalid_idempotency_key");
        if (headers.IfMatch is { Count: > 0 } match && !TryVersion(match, out _)) return Problem.For("invalid_request", "If-Match must be one version of the call in quotes, as its ETag gave it.");

        var result = await next(invocation);
        return (result is INestedHttpResult nested ? nested.Result : result) is ProblemHttpResult { StatusCode: 400 or 413 or 422 } && await IsUsedAsync(invocation.HttpContext)
            ? Problem.For("idempotency_key_reused")
            : result;
    }

    private static async Task<bool> IsUsedAsync(HttpContext context)
    {
        var caller = context.Caller();
        if (KeyOf<object>(context, caller, null) is not { } key) return false;

        try
        {
            var (_, used) = await context.RequestServices.GetRequiredService<ICallStore>().FindAsync(caller.Tenant, new CallId("none"), key, context.RequestAborted);
            return used is not null;
        }
        catch (StoreUnavailableException)
        {
            return false; // refused all the same
        }
    }

    // What trusted proxies say of it has been believed by now, and nothing else.
    private static string? SourceOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;

    private static IdempotencyKey? KeyOf<TBody>(HttpContext context, Caller caller, TBody? body) where TBody : class
    {
        if (!HttpMethods.IsPost(context.Request.Method) || context.Request.Headers[KeyHeader] is not [{ } key]) return null;

        // Parts cannot run into each other: each is preceded by its length.
        var scope = new StringBuilder();
        foreach (var part in (string[])[caller.Tenant.Value, caller.User.Value, context.Request.Method, context.Request.Path.Value ?? "", key])
            scope.Append(part.Length).Append(':').Append(part);
        return new IdempotencyKey(
            Digest(Encoding.UTF8.GetBytes(scope.ToString())),
            Digest(body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body, ApiJsonOptions.Default)));
    }

    private static bool IsKey(StringValues keys) =>
        keys is [{ Length: > 0 and <= MaxKeyLength } key] && !key.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static bool TryVersion(StringValues match, out CallVersion? version)
    {
        version = null;
        if (match is ["*"]) return true;
        if (match is not [{ } text] || !EntityTagHeaderValue.TryParse(text, out var tag) || !CallVersion.TryParse(tag.Tag.Value?.Trim('"'), out var named)) return false;

        version = named;
        return true;
    }

    private static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));
}
