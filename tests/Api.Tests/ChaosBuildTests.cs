using System.Reflection;
using Signaling.Infrastructure.Redis;
using Xunit;

namespace Signaling.Api.Tests;

/// <summary>What the chaos suite adds to its own build of the edge (tests/chaos/Failpoints) is in no other.</summary>
public sealed class ChaosBuildTests
{
    public static TheoryData<Assembly> Product => [typeof(Edge).Assembly, typeof(RedisStore).Assembly];

    [Theory, MemberData(nameof(Product), DisableDiscoveryEnumeration = true)]
    public void Product_Compiled_HasNoFailpoints(Assembly product)
    {
        const BindingFlags every = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var types = product.GetTypes();

        Assert.DoesNotContain(types, type => type.Namespace?.StartsWith("Signaling.Chaos", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(types.SelectMany(type => type.GetMethods(every)), method => method.Name is "Failpoint" or "Spoil");
        Assert.DoesNotContain("SIGNALING_CHAOS", System.Text.Encoding.Unicode.GetString(File.ReadAllBytes(product.Location)), StringComparison.Ordinal);
    }
}
