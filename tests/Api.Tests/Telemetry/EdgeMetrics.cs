using System.Diagnostics;
using Signaling.Api.Tests.Running;
using Xunit;

namespace Signaling.Api.Tests.Telemetry;

/// <summary>What an edge says of itself in numbers.</summary>
internal static class EdgeMetrics
{
    /// <summary>Reads <c>/metrics</c> until a line is there: what is counted after an answer is sent is there a moment later.</summary>
    public static async Task<string[]> UntilAsync(this RunningEdge edge, string line)
    {
        using var http = edge.CreateClient(token: null, device: null);
        string[] lines = [];
        for (var begun = Stopwatch.StartNew(); begun.Elapsed < TimeSpan.FromSeconds(20);)
        {
            lines = (await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken)).Split('\n');
            if (lines.Contains(line)) return lines;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        throw new Xunit.Sdk.XunitException($"/metrics never said {line}, but:\n{string.Join('\n', lines.Where(one => one.StartsWith("signaling_", StringComparison.Ordinal)))}");
    }
}
