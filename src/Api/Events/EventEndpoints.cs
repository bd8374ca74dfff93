using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Signaling.Api.Auth;
using Signaling.Api.Calls;
using Signaling.Api.Health;
using Signaling.Api.Problems;
using Signaling.Api.Wire;
using Signaling.Domain.Events;

namespace Signaling.Api.Events;

/// <summary>The inbox over plain HTTP: a stream of server-sent events, or long polls.</summary>
internal static class EventEndpoints
{
    private const int MaxWaitSeconds = 60;

    public static IEndpointConventionBuilder MapEvents(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/events", ReadAsync).RefuseWhileDraining().WithName("ReadEvents").WithTags("Events").RequireAuthorization()
            .Produces<EventsResponse>(StatusCodes.Status200OK, "application/json", "text/event-stream");

    /// <summary>My events, as they happen.</summary>
    /// <remarks>With <c>Accept: text/event-stream</c> a stream that stays open (and resumes by <c>Last-Event-ID</c>); else what there is
    /// after the cursor, waiting for the first event if there is none yet. <c>resync</c> says that what was missed is not known any
    /// more: read the calls in <c>activeCalls</c> anew.</remarks>
    /// <param name="after">The cursor of the last event that you have; left out, from now on.</param>
    /// <param name="wait">Seconds to wait for an event, 0 to 60; 0 when left out.</param>
    private static async Task<Results<Ok<EventsResponse>, EmptyHttpResult, ProblemHttpResult>> ReadAsync(
        HttpContext context, DeviceStreams streams, IOptions<PresenceOptions> presence, Standstill standstill, CancellationToken cancel, string? after = null, int wait = 0)
    {
        // Its device may be attached elsewhere by now, and would be taken away from there.
        if (standstill.HasJustEnded) return Problem.For("command_expired", "This edge stood still while the request lay there. Read on here in a second, or at another edge.");
        if (wait is < 0 or > MaxWaitSeconds) return Problem.For("invalid_request", $"`wait` must be 0 to {MaxWaitSeconds} seconds.");

        Cursor? cursor = null;
        if ((context.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } last] ? last : after) is { Length: > 0 } text)
        {
            if (!Cursor.TryParse(text, out var parsed)) return Problem.For("invalid_cursor");
            cursor = parsed;
        }

        return context.Request.GetTypedHeaders().Accept is { Count: > 0 } accepted && accepted.Any(type => type.MediaType == "text/event-stream")
            ? await StreamAsync(context, streams, presence, cursor, cancel)
            : await PollAsync(context, streams, cursor, TimeSpan.FromSeconds(wait), cancel);
    }

    private static async Task<Results<Ok<EventsResponse>, EmptyHttpResult, ProblemHttpResult>> PollAsync(
        HttpContext context, DeviceStreams streams, Cursor? after, TimeSpan wait, CancellationToken cancel)
    {
        var window = new PollWindow();
        if (streams.Open(context.Caller(), window) is not { } stream) return Problem.For("too_many_connections");

        try
        {
            var (missed, state) = await stream.AttachAsync(after, cancel);
            if (state.Type == "resync") return TypedResults.Ok(EventsResponse.Resynced(state));
            if (wait == TimeSpan.Zero || !missed.Events.IsEmpty) return TypedResults.Ok(new EventsResponse(missed.ToArray(), missed.Cursor.ToString(), ActiveCalls: state.ActiveCalls));

            stream.Start();
            await Task.WhenAny(window.First, Task.Delay(wait, cancel));
            cancel.ThrowIfCancellationRequested();
            window.Close();
            var (batch, word) = await window.First;
            return TypedResults.Ok(
                word is not null ? EventsResponse.Resynced(word)
                : batch is not null ? new EventsResponse(batch.ToArray(), batch.Cursor.ToString())
                : new EventsResponse(default, window.Passed ?? missed.Cursor.ToString(), ActiveCalls: state.ActiveCalls)); // not where the inbox ends: what came as the wait ended was not sent
        }
        finally
        {
            await streams.LeaveAsync(stream, CancellationToken.None, broken: cancel.IsCancellationRequested);
        }
    }

    private static async Task<Results<Ok<EventsResponse>, EmptyHttpResult, ProblemHttpResult>> StreamAsync(
        HttpContext context, DeviceStreams streams, IOptions<PresenceOptions> presence, Cursor? after, CancellationToken cancel)
    {
        var keepAlive = presence.Value.NoticeAfter / 3;
        using var window = new StreamWindow(context.Response, context.Abort);
        if (streams.Open(context.Caller(), window) is not { } stream) return Problem.For("too_many_connections");

        try
        {
            var (missed, state) = await stream.AttachAsync(after, cancel);
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            await window.ControlAsync(state with { Cursor = state.Type == "resync" || missed.Events.IsEmpty ? state.Cursor : null }, cancel);
            if (state.Type != "resync" && !missed.Events.IsEmpty) await window.SendAsync(missed, cancel);
            stream.Start();

            while (await Task.WhenAny(window.Closed, Task.Delay(keepAlive, cancel)) != window.Closed && !cancel.IsCancellationRequested)
                await window.KeepAliveAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            // The device went away.
        }
        finally
        {
            await streams.LeaveAsync(stream, CancellationToken.None);
        }

        return TypedResults.Empty;
    }
}

/// <summary>What a poll finds.</summary>
/// <param name="Events">The events after the cursor, oldest first.</param>
/// <param name="Cursor">What to send as <c>after</c> next.</param>
/// <param name="Resync">What was missed is not known any more: read <paramref name="ActiveCalls"/> anew.</param>
/// <param name="ActiveCalls">My open calls, with <c>resync</c> and where no cursor was sent.</param>
public sealed record EventsResponse(
    RawJsonArray Events,
    string Cursor,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault)] bool Resync = false,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<CallResponse>? ActiveCalls = null)
{
    internal static EventsResponse Resynced(ControlMessage state) => new(default, state.Cursor!, true, state.ActiveCalls);
}
