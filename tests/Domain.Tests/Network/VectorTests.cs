using Signaling.Domain.Network;
using Xunit;

namespace Signaling.Domain.Tests.Network;

/// <summary>The document's vectors and summary tables, line by line.</summary>
public sealed class VectorTests
{
    public static IEnumerable<TheoryDataRow<int>> Lines => Vector.All.Index().Select(line => new TheoryDataRow<int>(line.Index) { TestDisplayName = line.Item.ToString() }.WithTrait("CallFlow", $"#{line.Item.Entry}"));

    public static IEnumerable<TheoryDataRow<int>> TableRows => Vector.All.Index().Where(line => line.Item.Entry < 209).Select(line => new TheoryDataRow<int>(line.Index) { TestDisplayName = $"{line.Item} without circuit" });

    [Theory, MemberData(nameof(Lines))]
    public void Plan_OfAVector_IsAsTheDocumentSays(int line)
    {
        var vector = Vector.All[line];

        var plan = vector.Scenario().In(vector.Document());

        var sfb = vector.Profile.StartsWith("sfb", StringComparison.Ordinal);
        Assert.Equal(vector.Signaling, vector.Signaling.StartsWith("steps", StringComparison.Ordinal) ? "steps " + plan.StepText() : sfb ? plan.SignalingPaths() : plan.Signaling());
        Assert.Equal(vector.Media, sfb ? plan.MediaPaths() : plan.Media());
        Assert.Equal(vector.Mode, plan.Mode.ToString(), ignoreCase: true);
        Assert.NotEmpty(plan.Rules);
    }

    [Theory, MemberData(nameof(TableRows))]
    [Trait("CallFlow", "#211"), Trait("CallFlow", "#5")]
    public void Plan_OfATableRowWithoutCircuit_HasInternetInItsPlace(int line)
    {
        var vector = Vector.All[line];

        var plan = vector.Scenario().In(vector.Document(withCircuit: false));

        Assert.Equal(vector.Signaling.Replace("ExpressRoute", "Internet", StringComparison.Ordinal), plan.SignalingPaths());
        Assert.Equal(vector.Media.Replace("ExpressRoute", "Internet", StringComparison.Ordinal), plan.MediaPaths());
        Assert.DoesNotContain(PathSegment.ExpressRoute, plan.Segments());
    }

    [Fact]
    public void File_OfVectors_HasEachVectorAndEachRow() =>
        Assert.Equal([.. Enumerable.Range(194, 15), .. Enumerable.Range(279, 23)], Vector.All.Select(line => line.Entry).Distinct().Order());
}
