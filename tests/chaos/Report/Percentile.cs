namespace Signaling.Chaos.Report;

/// <summary>How long most took.</summary>
internal static class Percentile
{
    /// <summary>The time that <paramref name="share"/> of <paramref name="times"/> do not exceed; zero where there are none.</summary>
    public static TimeSpan Of(TimeSpan[] times, double share) =>
        times.Length == 0 ? TimeSpan.Zero : times.Order().ElementAt((int)Math.Ceiling(share * times.Length) - 1);
}
