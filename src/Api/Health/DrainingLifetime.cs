using System.Runtime.InteropServices;
using Signaling.Api.Events;

namespace Signaling.Api.Health;

/// <summary>Ends the process on a signal: at once on SIGINT and SIGQUIT, from a terminal; on SIGTERM, from an orchestrator, after the
/// devices have been sent to other edges.</summary>
internal sealed partial class DrainingLifetime(IHostApplicationLifetime application, IServiceProvider services, ILogger<DrainingLifetime> log) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> signals = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, StopNow));
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, StopNow));
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, DrainAndStop));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => signals.ForEach(signal => signal.Dispose());

    private void StopNow(PosixSignalContext signal)
    {
        signal.Cancel = true;
        application.StopApplication();
    }

    private void DrainAndStop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _ = DrainAndStopAsync();
    }

    private async Task DrainAndStopAsync()
    {
        try
        {
            await services.GetRequiredService<Farewell>().SayAsync(application.ApplicationStopping);
        }
        catch (Exception failure)
        {
            LogCutShort(failure.Message); // a second signal, or a bug: either way the edge ends
        }

        application.StopApplication();
    }

    [LoggerMessage(3304, LogLevel.Information, "Draining was cut short: {Reason}", EventName = "DrainCutShort")]
    private partial void LogCutShort(string reason);
}
