using System.Reflection;
using Xunit;
using Xunit.v3;

[assembly: Signaling.Tests.HeldEntries]

namespace Signaling.Tests;

/// <summary>Writes down, as each test passes, which entries of the call flow list it carries as its trait <c>CallFlow</c>: one number a line, in the file that the
/// variable <c>HELD_ENTRIES</c> names. Without it nothing is written. <c>tests/rig</c> counts them over all suites.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class HeldEntriesAttribute : BeforeAfterTestAttribute
{
    private static readonly string? File = Environment.GetEnvironmentVariable("HELD_ENTRIES");
    private static readonly Lock Writing = new();
    private static readonly HashSet<string> Written = [];

    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (File is null || TestContext.Current.TestState?.Result != TestResult.Passed || !test.Traits.TryGetValue("CallFlow", out var entries)) return;
        lock (Writing)
        {
            foreach (var entry in entries.Where(Written.Add)) System.IO.File.AppendAllText(File, entry.TrimStart('#') + "\n");
        }
    }
}
