using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Signaling.Api.Calls;
using Signaling.Api.Telemetry;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;

namespace Signaling.Api.Events;

/// <summary>One device looking into its inbox through one connection. It sends each entry once and in order, whatever becomes of the
/// words that announce them: one that does not follow on where the device stands makes it read the inbox instead.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "Its source of cancellation has neither timer nor links.")]
internal sealed partial class DeviceStream(UserKey user, DeviceId device, IEventWindow window, IInboxes inboxes, CallPresence presence, EventRenderer renderer, Deliveries deliveries, ILogger<DeviceStream> log)
{
    // Words kept while the device is being sent something; beyond that they are forgotten and the inbox is read.
    private const int MaxWaiting = 32;
    private const int ReadLimit = 100;
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private readonly Queue<Announcement> waiting = new();
    private readonly CancellationTokenSource closing = new();
    private bool attached, behind, pumping, closed;
    private Cursor stand, told; // where the device stands, and where it knows that it does

    public UserKey User => user;

    public DeviceId Device => device;

    public IEventWindow Window => window;

    /// <summary>When the device asked for it.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>When the token that opened the connection ends; renewing moves it on.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Whether the device has been told that its token is about to end.</summary>
    public bool IsWarned { get; set; }

    /// <summary>Whether the device may have attached at another edge since, and the store could not be asked.</summary>
    public bool IsDoubted { get; set; }

    /// <summary>Whether it has ever come so far as to be attached.</summary>
    public bool HasStarted
    {
        get { lock (gate) return attached; }
    }

    /// <summary>Whether it is attached, and sends what is announced.</summary>
    public bool IsStarted
    {
        get { lock (gate) return attached && !closed; }
    }

    /// <summary>Where the device stands.</summary>
    public Cursor Stand
    {
        get { lock (gate) return stand; }
    }

    /// <summary>Attaches and gives what was missed, or how things stand. What is announced meanwhile waits for <see cref="Start"/>.</summary>
    public async Task<(EventBatch Missed, ControlMessage State)> AttachAsync(Cursor? after, CancellationToken cancel)
    {
        var found = await inboxes.AttachAsync(user, device, after, cancel);
        lock (gate) stand = told = found.Cursor;
        if (!found.AwayIn.IsEmpty) _ = presence.ReturnAsync(user, device, found.AwayIn);
        var state = new ControlMessage(
            found.Resync ? "resync" : "attached",
            found.Cursor.ToString(),
            found.Resync || after is null ? [.. found.ActiveCalls.Select(CallResponse.Of)] : null);

        // Who comes for the first time while being called hears it as everybody else did.
        var entries = after is null ? [.. found.ActiveCalls.Where(RingsHere).SelectMany(stored => Invitation(stored, found.Cursor))] : found.Missed;
        return (await renderer.RenderAsync(user, device, entries, found.Cursor, cancel), state);
    }

    /// <summary>Begins to send what is announced.</summary>
    public void Start()
    {
        lock (gate)
        {
            attached = true;
            if (closed || pumping || (waiting.Count == 0 && !behind)) return;
            pumping = true;
        }

        _ = PumpAsync();
    }

    /// <summary>Takes word that the inbox has grown.</summary>
    public void Announce(Announcement word)
    {
        lock (gate)
        {
            if (closed) return;
            if (word.Entries.IsEmpty || waiting.Count == MaxWaiting)
            {
                waiting.Clear();
                behind = true;
            }
            else if (!behind)
            {
                waiting.Enqueue(word);
            }

            if (!attached || pumping) return;
            pumping = true;
        }

        _ = PumpAsync();
    }

    /// <summary>Does what was put off: reads the inbox, where the store was away when that was needed, or tells the device its place,
    /// where entries for others have moved it on. Else its cursor would grow old, and be trimmed away, while it misses nothing.</summary>
    public void CatchUp()
    {
        Cursor? place = null;
        lock (gate)
        {
            if (closed || pumping || !attached) return;
            if (!behind)
            {
                if (stand == told || window.Transport == "poll") return; // a poll is told its place with its answer
                place = told = stand;
            }

            pumping = true;
        }

        _ = PumpAsync(place);
    }

    /// <summary>Sends nothing any more, and closes the window.</summary>
    public void Close(ControlMessage? last = null)
    {
        if (End()) _ = CloseAsync(last);
    }

    /// <summary>Sends nothing any more, and leaves the window open: its device may attach anew through it.</summary>
    public void Abandon()
    {
        if (End()) closing.Cancel();
    }

    private bool End()
    {
        lock (gate)
        {
            waiting.Clear();
            return !closed && (closed = true);
        }
    }

    private async Task CloseAsync(ControlMessage? last)
    {
        try
        {
            if (last is not null) await window.ControlAsync(last, CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(2));
        }
        catch (Exception failure)
        {
            LogLastWordLost(failure.Message);
        }

        await closing.CancelAsync();
        window.Close();
    }

    private async Task PumpAsync(Cursor? place = null)
    {
        try
        {
            if (place is { } here) await window.SendAsync(new EventBatch([], here), closing.Token).AsTask().WaitAsync(SendTimeout, closing.Token);
            while (Next(out var words, out var mustRead))
            {
                var entries = mustRead ? await ReadAsync(closing.Token) : words;
                if (entries.IsEmpty) continue;

                var batch = await renderer.RenderAsync(user, device, entries, entries[^1].Cursor, closing.Token);
                lock (gate) stand = batch.Cursor;
                if (batch.Events.IsEmpty)
                {
                    window.Pass(batch.Cursor);
                    continue;
                }

                lock (gate) told = batch.Cursor;

                using var span = Deliveries.StartPush(entries, window.Transport);
                await window.SendAsync(batch, closing.Token).AsTask().WaitAsync(SendTimeout, closing.Token);
                deliveries.Sent(entries, device);
            }
        }
        catch (StoreUnavailableException)
        {
            lock (gate) (behind, pumping) = (true, false); // CatchUp() comes by
        }
        catch (OperationCanceledException)
        {
            // Closed meanwhile.
        }
        catch (Exception failure)
        {
            // A device that does not read, or is gone, comes back with its cursor.
            LogCutOff(failure.Message);
            Close();
        }
    }

    private static bool Follows(Announcement word, Cursor at)
    {
        var follows = word.Previous == at;
        Spoil(ref follows);
        return follows;
    }

    // Where the chaos suite takes the check away, to see that it is missed (tests/chaos); in any other build there is nothing here.
    static partial void Spoil(ref bool follows);

    // What is to be sent next: words that follow on from where the device stands, together; or nothing but "read".
    private bool Next(out ImmutableArray<InboxEntry> entries, out bool mustRead)
    {
        var next = ImmutableArray.CreateBuilder<InboxEntry>();
        lock (gate)
        {
            var at = stand;
            while (!behind && next.Count < ReadLimit && waiting.TryPeek(out var word))
            {
                if (Follows(word, at))
                {
                    next.AddRange(word.Entries);
                    at = word.Entries[^1].Cursor;
                }
                else if (word.Entries[^1].Cursor.IsAfter(at))
                {
                    if (next.Count > 0) break; // first what is certain
                    behind = true;
                    waiting.Clear();
                    break;
                }

                waiting.Dequeue();
            }

            entries = next.DrainToImmutable();
            mustRead = behind && entries.IsEmpty;
            if (mustRead)
            {
                behind = false;
                waiting.Clear();
            }

            return pumping = !closed && (mustRead || !entries.IsEmpty);
        }
    }

    private async Task<ImmutableArray<InboxEntry>> ReadAsync(CancellationToken cancel)
    {
        if (await inboxes.ReadAsync(user, Stand, ReadLimit, cancel) is { } entries)
        {
            if (entries.Length == ReadLimit) lock (gate) behind = true;
            return entries;
        }

        // What lies between is not known any more: say so, and how things stand.
        var (_, state) = await AttachAsync(Stand, cancel);
        await window.ControlAsync(state, cancel).AsTask().WaitAsync(SendTimeout, cancel);
        return [];
    }

    private bool RingsHere(StoredCall stored) =>
        stored.Call.IsRinging && stored.Call.Callee == user.User && !stored.Call.HasRejected(device);

    // The invitation, and the candidates that the caller has sent since.
    private static IEnumerable<InboxEntry> Invitation(StoredCall stored, Cursor cursor)
    {
        var call = stored.Call;
        var notice = new NoticeData.Incoming(call.Caller, call.Callee, call.Media, call.RedirectedFrom is [.., var last] ? last : null);
        var id = $"{call.Id}.{call.InvitedByEvent}";
        yield return new InboxEntry(cursor, DeviceFilter.All, EventBody.Of(id, call.Id, notice), call.Id, CommitWriter.DescriptionOf(notice));

        foreach (var list in CandidateReader.Of(stored).Where(list => list.From == call.Caller))
        {
            var body = EventBody.Candidates($"{id}.candidates", call.Id, list.From, list.Offer, new CandidateBatch(list.Json, list.Count, list.Complete));
            yield return new InboxEntry(cursor, DeviceFilter.All, body, call.Id, null);
        }
    }

    [LoggerMessage(3101, LogLevel.Debug, "A connection was cut off: {Reason}", EventName = "StreamCutOff")]
    private partial void LogCutOff(string reason);

    [LoggerMessage(3102, LogLevel.Debug, "A connection did not take its last word: {Reason}", EventName = "LastWordLost")]
    private partial void LogLastWordLost(string reason);
}
