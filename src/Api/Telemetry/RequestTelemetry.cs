using System.Collections;
using System.Diagnostics;

namespace Signaling.Api.Telemetry;

/// <summary>Puts the id of the call that a request is about on its log lines and its span, and names the span by its route.</summary>
internal sealed class RequestTelemetry(RequestDelegate next, ILogger<RequestTelemetry> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var callId = context.GetRouteValue("callId") as string;
        if (Activity.Current is { IsAllDataRequested: true } span) Describe(span, context, callId);
        if (callId is null)
        {
            await next(context);
            return;
        }

        using (log.BeginScope(new CallScope(callId))) await next(context);
    }

    // No query and no header: they may hold tokens.
    private static void Describe(Activity span, HttpContext context, string? callId)
    {
        if ((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } route)
        {
            span.DisplayName = $"{context.Request.Method} {route}";
            span.SetTag("http.route", route);
        }

        span.SetTag("http.request.method", context.Request.Method);
        if (callId is not null) span.SetTag("call.id", callId);
    }

    private sealed class CallScope(string callId) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        public int Count => 1;

        public KeyValuePair<string, object?> this[int index] => new("CallId", callId);

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
        {
            yield return this[0];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => $"call {callId}";
    }
}
