using Signaling.Infrastructure.Redis.Sentinel;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis.Sentinel;

/// <summary>Which Sentinel is believed when they do not say the same. Written as <c>a1</c>: primary a as of failover 1; <c>-</c>: no answer.</summary>
public sealed class SentinelChoiceTests
{
    [Theory]
    [InlineData("a0 a0 a0", "", "a0")]   // the start
    [InlineData("- - a0", "", "a0")]     // one is enough to begin with
    [InlineData("- - -", "", "")]
    [InlineData("- - -", "a1", "a1")]    // nobody answers: nothing new
    [InlineData("a0 b1 a0", "a0", "b1")] // one has heard of the failover already, and it was agreed on
    [InlineData("a1 - -", "b2", "b2")]   // cut off together with the old primary
    [InlineData("a1 a1 -", "b2", "a1")]  // set up anew: most say so
    [InlineData("a1 b1 b1", "a1", "b1")] // set up anew by hand, with the same number
    [InlineData("a1 b1 -", "a1", "a1")]
    [InlineData("a1 b1 -", "b1", "b1")]
    [InlineData("- ? b1", "a0", "b1")]   // one watches another primary
    public void Of_Answers_GivesTheLatest(string answers, string believed, string expected)
    {
        var read = answers.Split(' ').Select(Read).ToArray();

        Assert.Equal(expected.Length == 0 ? null : Read(expected), SentinelChoice.Of(read, believed.Length == 0 ? null : (SentinelAnswer.Primary)Read(believed), read.Length));
    }

    private static SentinelAnswer Read(string text) => text switch
    {
        "-"                    => new SentinelAnswer.Away(),
        "?"                    => new SentinelAnswer.UnknownName(),
        [var name, var epoch]  => new SentinelAnswer.Primary($"{name}:6379", epoch - '0'),
        _                      => throw new ArgumentException(text),
    };
}
