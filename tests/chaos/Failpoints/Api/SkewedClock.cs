using System.Globalization;

[assembly: HostingStartup(typeof(Signaling.Chaos.SkewedClock))]

namespace Signaling.Chaos;

/// <summary>A clock that is wrong by the seconds in <c>SIGNALING_CHAOS_SKEW</c>; its timers run as they should.</summary>
internal sealed class SkewedClock : TimeProvider, IHostingStartup
{
    private readonly TimeSpan skew = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("SIGNALING_CHAOS_SKEW") ?? "0", CultureInfo.InvariantCulture));

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + skew;

    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(this));
}
