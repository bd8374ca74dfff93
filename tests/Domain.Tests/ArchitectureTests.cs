using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Xunit;

namespace Signaling.Domain.Tests;

/// <summary>Imports run Api → Infrastructure → Domain, and Domain is pure: what it needs to know is given to it.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly DomainAssembly = typeof(Call).Assembly;

    [Theory]
    [InlineData("Domain", new string[0])]
    [InlineData("Infrastructure", new[] { "Domain" })]
    [InlineData("Api", new[] { "Domain", "Infrastructure" })]
    public void Project_References_RunOneWay(string project, string[] expected) =>
        Assert.Equal(expected, References(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)).Order());

    [Theory]
    [InlineData("PackageReference")]
    [InlineData("FrameworkReference")]
    [InlineData("Reference")]
    [Trait("CallFlow", "#311")]
    public void Domain_References_Nothing(string kind) => Assert.Empty(References("Domain", kind));

    [Fact]
    [Trait("CallFlow", "#311")]
    public void Domain_Compiled_RestsOnTheBaseLibraryAlone() =>
        Assert.All(DomainAssembly.GetReferencedAssemblies(), reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    [Theory]
    [InlineData("Domain", "Signaling.Infrastructure")]
    [InlineData("Domain", "Signaling.Api")]
    [InlineData("Domain", "Microsoft.")]
    [InlineData("Infrastructure", "Signaling.Api")]
    public void Sources_Imports_RunOneWay(string project, string forbidden)
    {
        var folder = Path.Combine(Repository.Root, "src", project);
        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).StartsWith("obj", StringComparison.Ordinal));

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotContain($"using {forbidden}", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void Domain_Code_AsksNoClockNoChanceAndNoWorld()
    {
        string[] forbidden =
        [
            "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
            "System.TimeProvider.", "System.Diagnostics.Stopwatch.", "System.Environment.", "System.Guid.NewGuid", "System.Guid.CreateVersion7",
            "System.Random.", "System.Security.Cryptography.RandomNumberGenerator.", "System.Console.", "System.IO.", "System.Net.Dns.", "System.Net.Http.",
            "System.Net.Sockets.", "System.Threading.Thread.", "System.Threading.Timer.", "System.Threading.Monitor.", "System.Threading.Lock.", "System.Threading.Tasks.",
        ];

        var uses = MembersUsed();
        uses.Remove("System.Environment.get_CurrentManagedThreadId"); // the compiler's own, in every iterator (`yield`)

        Assert.Contains("System.DateTimeOffset.op_GreaterThanOrEqual", uses); // the reading works
        Assert.DoesNotContain(uses, use => forbidden.Any(start => use.StartsWith(start, StringComparison.Ordinal)));
    }

    [Fact]
    public void Domain_Waiting_IsForPortsAlone()
    {
        const BindingFlags every = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var waiting = DomainAssembly.GetTypes().SelectMany(type => type.GetMethods(every))
            .Where(method => typeof(Task).IsAssignableFrom(method.ReturnType) || method.ReturnType.Name.StartsWith(nameof(ValueTask), StringComparison.Ordinal)
                || method.IsDefined(typeof(AsyncStateMachineAttribute)))
            .ToList();

        Assert.Contains(waiting, method => method.DeclaringType == typeof(ICallStore));
        Assert.All(waiting, method =>
        {
            Assert.True(method.DeclaringType!.IsInterface, $"{method.DeclaringType}.{method.Name} waits");
            Assert.EndsWith("Async", method.Name, StringComparison.Ordinal);
            Assert.Equal(typeof(CancellationToken), method.GetParameters()[^1].ParameterType);
        });
    }

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj")).Descendants(kind).Select(element => element.Attribute("Include")?.Value.Replace('\\', '/') ?? "");

    /// <summary>Every member of another assembly that Domain's code names, as <c>Namespace.Type.Member</c>.</summary>
    private static HashSet<string> MembersUsed()
    {
        using var file = new PEReader(File.OpenRead(DomainAssembly.Location));
        var metadata = file.GetMetadataReader();
        return [.. metadata.MemberReferences.Select(metadata.GetMemberReference).Select(member => $"{TypeOf(metadata, member.Parent)}.{metadata.GetString(member.Name)}")];
    }

    private static string TypeOf(MetadataReader metadata, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference when metadata.GetTypeReference((TypeReferenceHandle)parent) is var type =>
            $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}",
        _ => "", // a generic type's member: its arguments are the domain's own affair
    };
}
