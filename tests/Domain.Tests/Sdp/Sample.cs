using System.Text;
using Signaling.Domain.Sdp;
using Xunit;

namespace Signaling.Domain.Tests.Sdp;

/// <summary>The descriptions in <c>Samples</c>, whose README says who wrote which.</summary>
internal static class Sample
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Sdp", "Samples");

    public static string[] Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.sdp").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name + ".sdp"), new UTF8Encoding(false, true));

    public static SessionDescription Description(string name) => Parse(Text(name));

    public static SessionDescription Parse(string text)
    {
        Assert.True(SdpParser.TryParse(text, SdpLimits.Default, out var description, out var error), error?.ToString());
        return description;
    }
}
