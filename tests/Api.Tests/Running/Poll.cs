using System.Diagnostics;
using Xunit;

namespace Signaling.Api.Tests.Running;

/// <summary>Waits for what comes by itself.</summary>
internal static class Poll
{
    /// <summary>Looks again and again, up to thirty seconds.</summary>
    public static async Task UntilAsync(Func<bool> holds, string? what = null)
    {
        for (var start = Stopwatch.GetTimestamp(); !holds(); await Task.Delay(10, TestContext.Current.CancellationToken))
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30), $"It never came: {what}");
    }
}
