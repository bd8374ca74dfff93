using Signaling.Api.Tests.Running;
using Signaling.Chaos.Model;
using Signaling.Chaos.Report;
using Signaling.Chaos.Rig;

namespace Signaling.Chaos.Faults;

/// <summary>Many devices at once, and one that stops reading.</summary>
internal sealed class Crowds(Deployment deployment, int seed)
{
    private const int DevicesPerUser = 20;

    /// <summary>All devices drop at the same moment and come back, while their users are called.</summary>
    public async Task<Row> StormAsync(int devices, CancellationToken cancel)
    {
        await using var round = new Round(deployment, seed) { RepeatShare = 0 };
        try
        {
            var caller = round.Add("ann", "phone", Transport.Hub, 0);
            var users = Enumerable.Range(0, devices / DevicesPerUser).Select(user =>
                Enumerable.Range(0, DevicesPerUser).Select(device => round.Add($"ben{user}", $"device{device}", Transport.Hub, user + device)).ToArray()).ToArray();
            await round.AttachAllAsync(cancel);

            round.TroubleFrom = DateTimeOffset.UtcNow;
            foreach (var device in round.Devices.Skip(1)) device.Reconnect();
            var random = new Random(seed);
            foreach (var user in users)
            {
                var placed = await round.Client.PostAsync(caller, "/v1/calls", new { to = user[0].User, sdp = Descriptions.Offer }, random, cancel);
                var call = round.Begin(placed.Json.GetProperty("id").GetString()!, caller, user);
                await Ending.EndAsync(round, call, caller, "hangup", "cancelled", random, cancel);
                await Ending.CheckAsync(round, call, random, cancel);
            }
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            round.Wrong($"the storm broke off: {failure.GetType().Name}: {failure.Message}");
        }

        return await Play.ConcludeAsync(round, $"reconnect storm of {devices:N0} devices", backWithin: null, cancel);
    }

    /// <summary>A device stops reading while more comes than any buffer on its way holds: it is cut off, the others are not touched, and
    /// it has everything when it comes again.</summary>
    public async Task<Row> SlowReaderAsync(CancellationToken cancel)
    {
        const int Calls = 110; // of 150 kB each
        await using var round = new Round(deployment, seed) { RepeatShare = 0 };
        var reading = new TaskCompletionSource();
        try
        {
            Device caller = round.Add("ann", "phone", Transport.Hub, 0), eager = round.Add("ben", "eager", Transport.Hub, 1), lazy = round.Add("ben", "lazy", Transport.Sse, 1);
            await round.AttachAllAsync(cancel);
            lazy.MayRead = reading.Task;
            var offer = await File.ReadAllTextAsync(LargeOffer, cancel);
            var random = new Random(seed);
            for (var number = 0; number < Calls; number++)
            {
                var placed = await round.Client.PostAsync(caller, "/v1/calls", new { to = "ben", sdp = offer }, random, cancel);
                if (!placed.Ok) throw new InvalidOperationException($"{placed}");
                var call = round.Begin(placed.Json.GetProperty("id").GetString()!, caller, [eager, lazy]);
                await Ending.EndAsync(round, call, caller, "hangup", "cancelled", random, cancel);
                await Ending.CheckAsync(round, call, random, cancel);
                var told = DateTimeOffset.UtcNow;
                while (!eager.Log.Has(call.Id, Facts.Ended(call.End!)) && DateTimeOffset.UtcNow - told < TimeSpan.FromSeconds(2)) await Task.Delay(5, cancel);
                if (!eager.Log.Has(call.Id, Facts.Ended(call.End!))) round.Wrong($"{eager} waits for {call.Id} because {lazy} does not read");
            }

            await Task.Delay(TimeSpan.FromSeconds(17), cancel); // beyond the 15 s that a push may take
            round.TroubleFrom = DateTimeOffset.UtcNow;
            reading.SetResult();
            for (var waited = 0; lazy.Connections < 2 && waited < 100; waited++) await Task.Delay(50, cancel);
            if (lazy.Connections < 2) round.Wrong($"{lazy} did not read for 17 s, and was not cut off");
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            round.Wrong($"it broke off: {failure.GetType().Name}: {failure.Message}");
        }
        finally
        {
            reading.TrySetResult();
        }

        return await Play.ConcludeAsync(round, "a device stops reading", backWithin: null, cancel);
    }

    private static string LargeOffer => Path.Combine(AppContext.BaseDirectory, "large.offer.sdp");
}
