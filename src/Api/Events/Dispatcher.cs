using Signaling.Api.Telemetry;
using Signaling.Domain.Events;

namespace Signaling.Api.Events;

/// <summary>Carries words of grown inboxes to the connections of this edge.</summary>
internal sealed class Dispatcher(IInboxes inboxes, DeviceStreams streams, Deliveries deliveries) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var word in inboxes.Announcements.ReadAllAsync(stoppingToken))
            {
                deliveries.Heard(word);
                streams.Announce(word);
            }
        }
        catch (OperationCanceledException)
        {
            // The edge stops.
        }
    }
}
