using Signaling.Domain.Network;
using Xunit;

namespace Signaling.Domain.Tests.Network;

/// <summary>The flows, their names and who begins them.</summary>
public sealed class FlowCatalogueTests
{
    public static IEnumerable<TheoryDataRow<string, string, string?, bool>> Flows =>
    [
        Row("1", "ExpressRoute", "X", false, 42), Row("1'", "ExpressRoute", null, true, 43), Row("2", "Internet", "Y", false, 44), Row("2'", "Internet", null, true, 45),
        Row("3", "Internet", null, false, 46), Row("4", "Internet", "X", false, 47), Row("4'", "Internet", null, true, 48), Row("5", "Local", null, false, 49),
        Row("5A", "Local", null, false, 50), Row("5B", "Local", null, false, 51), Row("5C", "Local", null, false, 52), Row("6", "Internet", null, false, 53),
    ];

    [Theory, MemberData(nameof(Flows))]
    [Trait("CallFlow", "#54"), Trait("CallFlow", "#55")]
    public void Of_EachFlow_HasItsSegmentClassAndDirection(string name, string segment, string? ofClass, bool inwards)
    {
        Assert.True(FlowIds.TryParse(name, out var id));
        var flow = FlowCatalogue.Of(id);

        Assert.Equal((id, segment, ofClass, inwards), (flow.Id, flow.Segment.ToString(), flow.Class, flow.OpensInwards));
        Assert.Equal(name, id.ToWire());
    }

    [Theory]
    [InlineData("2*", "2'"), InlineData("2`", "2'"), InlineData("2\u2019", "2'"), InlineData("2\u2032", "2'"), InlineData("2", "2"), InlineData("4'", "4'"), InlineData("5a", "5A")]
    [InlineData("", null), InlineData("7", null), InlineData("2''", null), InlineData("3'", null), InlineData(null, null)]
    [Trait("CallFlow", "#232")]
    public void TryParse_EachSpelling_IsOneFlowOrNone(string? text, string? name) =>
        Assert.Equal(name, FlowIds.TryParse(text, out var flow) ? flow.ToWire() : null);

    [Fact]
    [Trait("CallFlow", "#310")]
    public void Names_OfEverythingInPlans_AreAscii() =>
        Assert.All(typeof(FlowId).Assembly.GetTypes().Where(type => type.IsEnum && type.Namespace!.StartsWith("Signaling.Domain.Network", StringComparison.Ordinal)),
            type => Assert.All(Enum.GetNames(type), name => Assert.True(name.All(char.IsAscii))));

    [Fact]
    [Trait("CallFlow", "#9")]
    public void Segments_Of_AreRunByFour() =>
        Assert.Equal(["customer", "nobody", "provider and operator", "operator"], SegmentOwner.All.Select(one => one.ManagedBy));

    private static TheoryDataRow<string, string, string?, bool> Row(string name, string segment, string? ofClass, bool inwards, int entry) =>
        new TheoryDataRow<string, string, string?, bool>(name, segment, ofClass, inwards).WithTrait("CallFlow", $"#{entry}");
}
