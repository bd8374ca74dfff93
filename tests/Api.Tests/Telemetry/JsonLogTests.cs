using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Signaling.Api.Telemetry;
using Xunit;

namespace Signaling.Api.Tests.Telemetry;

public sealed class JsonLogTests
{
    [Fact]
    public void Write_OfAnEventInARequest_IsOneLineWithTheIdsOfItsTraceAndCall()
    {
        using var request = new Activity("request").Start();

        var (line, json) = Write(
            [new("{OriginalFormat}", "Call {CallId} ended: {Reason}"), new("CallId", "local.abc"), new("Reason", "hung_up")], "Call local.abc ended: hung_up",
            scope: [new("CallId", "local.abc"), new("RequestPath", "/v1/events?access_token=x")]);

        Assert.Equal(line.TrimEnd('\n', '\r'), line[..^Environment.NewLine.Length]);
        Assert.Equal("information", json.GetProperty("level").GetString());
        Assert.Equal("CallEnded", json.GetProperty("event").GetString());
        Assert.Equal("Call local.abc ended: hung_up", json.GetProperty("message").GetString());
        Assert.Equal(request.TraceId.ToHexString(), json.GetProperty("traceId").GetString());
        Assert.Equal("local.abc", json.GetProperty("callId").GetString());
        Assert.Equal("hung_up", json.GetProperty("reason").GetString());
        Assert.DoesNotContain("access_token", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OfASecretInMessageValueOrException_ShowsNone()
    {
        const string Token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl";

        var (line, _) = Write([new("Token", Token)], $"got {Token}", failure: new InvalidOperationException($"a=ice-pwd:0123456789abcdefghijklmn and {Token}"));

        Assert.DoesNotContain("eyJ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdefghijklmn", line, StringComparison.Ordinal);
        Assert.Contains("[redacted]", line, StringComparison.Ordinal);
    }

    private static (string Line, JsonElement Json) Write(
        KeyValuePair<string, object?>[] state, string message, KeyValuePair<string, object?>[]? scope = null, Exception? failure = null)
    {
        var scopes = new LoggerExternalScopeProvider();
        using var _ = scope is null ? null : scopes.Push(scope);
        using var text = new StringWriter();
        var entry = new LogEntry<KeyValuePair<string, object?>[]>(LogLevel.Information, "Signaling.Test", new(5002, "CallEnded"), state, failure, (_, _) => message);
        new JsonLogFormatter(TimeProvider.System).Write(entry, scopes, text);
        return (text.ToString(), JsonElement.Parse(text.ToString()));
    }
}
