using Signaling.Chaos.Rig;

namespace Signaling.Chaos.Model;

/// <summary>Holds what devices heard against what they should have been told, event by event.</summary>
internal sealed class Judge(Round round)
{
    private int events, lost, duplicated, reordered;

    /// <summary>Looks at every device; what was wrong is also said in words.</summary>
    public (int Events, int Lost, int Duplicated, int Reordered, int Resyncs) Decide(IReadOnlyDictionary<Device, string[]> kept)
    {
        var calls = round.Calls.ToDictionary(call => call.Id);
        foreach (var device in round.Devices)
        {
            var (heard, resyncs) = device.Log.Snapshot();
            events += heard.Length;
            if (resyncs.Length > 0 && !round.MayLoseWrites) round.Wrong($"{device} was told to resync, {resyncs.Length} times");
            Order(device, heard, resyncs);
            foreach (var call in calls.Values.Where(call => !call.MayHaveLostWrites)) Compare(device, call, heard);
            // A store that has lost the record of a request carries out its repetition.
            if (!round.MayLoseWrites) foreach (var stray in heard.Where(one => !calls.ContainsKey(one.Call))) round.Wrong($"{device} heard `{stray.Fact}` of a call that nobody placed: {stray.Id}");
            if (resyncs.Length == 0 && kept.TryGetValue(device, out var inbox)) Inbox(device, heard, inbox);
        }

        foreach (var call in calls.Values) Deadline(call);
        return (events, lost, duplicated, reordered, round.Devices.Sum(device => device.Log.Resyncs));
    }

    // Each event once, and each further on in the inbox than the one before. After a resync a device may stand anywhere.
    private void Order(Device device, Heard[] heard, int[] resyncs)
    {
        var seen = new HashSet<string>();
        for (var i = 0; i < heard.Length; i++)
        {
            if (resyncs.Contains(i)) seen.Clear();
            if (!seen.Add(heard[i].Id)) Duplicated(device, heard[i].Call, $"{heard[i].Fact} ({heard[i].Id})");
            else if (i > 0 && !resyncs.Contains(i) && heard[i].Place.CompareTo(heard[i - 1].Place) <= 0) Reordered(device, heard[i].Call, $"{heard[i].Fact} after {heard[i - 1].Fact}");
        }
    }

    // What was heard of one call against the model: all that is sure, nothing else, in the model's order.
    private void Compare(Device device, CallTruth call, Heard[] all)
    {
        var expected = call.Of(device);
        Heard[] heard = [.. all.Where(one => one.Call == call.Id && one.Fact is not (Facts.PeerReconnecting or Facts.PeerBack)).DistinctBy(one => one.Id)];
        foreach (var twice in heard.GroupBy(one => one.Fact).Where(group => group.Count() > expected.Count(fact => fact.Fact == group.Key)))
        {
            if (expected.Any(fact => fact.Fact == twice.Key)) Duplicated(device, call.Id, $"{twice.Key}, as {string.Join(" and ", twice.Select(one => one.Id))}");
            else round.Wrong($"{call.Id}: {device} heard `{twice.Key}`, which it should not have; it expected {Words(expected.Select(fact => fact.Fact))}");
        }

        foreach (var fact in expected.Where(fact => fact.Sure && !device.Log.IsExcused(fact.At) && heard.Count(one => one.Fact == fact.Fact) < expected.Count(other => other.Fact == fact.Fact)).DistinctBy(fact => fact.Fact))
        {
            lost++;
            round.Wrong($"{call.Id}: {device} was never told `{fact.Fact}`, only {Words(heard.Select(one => one.Fact))}");
        }

        foreach (var fact in expected)
        {
            if (fact.NotAfter is { } notAfter && heard.FirstOrDefault(one => one.Fact == fact.Fact) is { } late && late.WrittenAt > notAfter)
                round.Wrong($"{call.Id}: `{fact.Fact}` was answered 503 and happened {(late.WrittenAt - notAfter).TotalMilliseconds:0} ms later");
        }

        var wanted = expected.Select(fact => fact.Fact).ToList();
        var at = 0;
        foreach (var one in heard.Where(one => wanted.Contains(one.Fact)))
        {
            var next = wanted.IndexOf(one.Fact, at);
            if (next < 0) Reordered(device, call.Id, $"{one.Fact}, in {Words(heard.Select(other => other.Fact))}");
            else at = next + 1;
        }
    }

    // The inbox, read again from where the device began, tells the same as was pushed.
    private void Inbox(Device device, Heard[] heard, string[] inbox)
    {
        string[] pushed = [.. heard.Select(one => one.Id)];
        if (pushed.SequenceEqual(inbox)) return;
        foreach (var missing in inbox.Except(pushed))
        {
            lost++;
            round.Wrong($"{device} never heard {missing}, which is in its inbox");
        }

        foreach (var more in pushed.Except(inbox)) round.Wrong($"{device} heard {more}, which is not in its inbox");
    }

    private void Deadline(CallTruth call)
    {
        if (call.End != "timed_out") return;
        var heard = call.Callees[0].Log.Snapshot().Heard.Where(one => one.Call == call.Id).ToArray();
        if (heard.FirstOrDefault(one => one.Fact == Facts.Incoming) is not { } begin || heard.FirstOrDefault(one => one.Fact == Facts.Ended("timed_out")) is not { } end) return;
        var late = end.WrittenAt - begin.WrittenAt - Timing.RingTimeout;
        if (late < -Timing.CommandTimeout) round.Wrong($"{call.Id}: its ring timeout was met {-late.TotalSeconds:0.0} s early");
        if (late > Timing.DeadlineSlack && !round.StoreGoesAway) round.Wrong($"{call.Id}: its ring timeout was met {late.TotalSeconds:0.0} s late");
    }

    private void Duplicated(Device device, string call, string what)
    {
        duplicated++;
        round.Wrong($"{call}: {device} was told twice: {what}");
    }

    private void Reordered(Device device, string call, string what)
    {
        reordered++;
        round.Wrong($"{call}: {device} was told out of order: {what}");
    }

    private static string Words(IEnumerable<string> facts) => $"[{string.Join(", ", facts)}]";
}
