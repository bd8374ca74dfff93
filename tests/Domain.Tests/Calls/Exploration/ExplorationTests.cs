using System.Diagnostics;
using Signaling.Domain.Calls;
using Xunit;

namespace Signaling.Domain.Tests.Calls.Exploration;

/// <summary>Every reachable interleaving of a small call: two devices a side, a redirection, glare, holds, time.</summary>
public sealed class ExplorationTests(ITestOutputHelper output)
{
    [Fact]
    public void Explore_TheRulesAsTheyAre_ClosesWithoutAFault()
    {
        var clock = Stopwatch.StartNew();

        var outcome = new Explorer(Rules.Real).Explore();

        output.WriteLine($"{outcome.Worlds} states ({outcome.Endings} of them ends), {outcome.Transitions} transitions, {clock.ElapsedMilliseconds} ms");
        Assert.True(outcome.Fault is null, outcome.Fault);
        Assert.True(outcome is { Worlds: > 1000, Endings: > 100 }, "the exploration has shrunk to nothing");
    }

    [Fact]
    public void Explore_DevicesThatVanishAndComeBack_ClosesWithoutAFault()
    {
        var clock = Stopwatch.StartNew();

        var outcome = new Explorer(Rules.RealWithPresence).Explore();

        output.WriteLine($"{outcome.Worlds} states ({outcome.Endings} of them ends), {outcome.Transitions} transitions, {clock.ElapsedMilliseconds} ms");
        Assert.True(outcome.Fault is null, outcome.Fault);
        Assert.True(outcome is { Worlds: > 1000, Endings: > 100 }, "the exploration has shrunk to nothing");
    }

    [Fact]
    public void CallText_EveryPropertyOfACall_IsPartOfIt() // else two different worlds would pass for one, and what follows the second go unseen
    {
        var stored = typeof(Call).GetProperties().Where(property => property.SetMethod is not null).Select(property => property.Name);

        Assert.Equal(stored.Order(), CallText.Parts.Select(part => part.Name).Order());
    }
}
