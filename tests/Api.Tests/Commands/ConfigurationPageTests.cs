using Xunit;

namespace Signaling.Api.Tests.Commands;

public sealed class ConfigurationPageTests
{
    [Fact]
    public void Page_ComparedWithTheOptions_SaysTheSame()
    {
        var file = Path.Combine(Repository.Root, "docs", "configuration.md");
        var page = ConfigurationPage.Write();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1") File.WriteAllText(file, page);

        Assert.True(File.Exists(file) && File.ReadAllText(file) == page, "docs/configuration.md is not what the options say; UPDATE_DOCS=1 dotnet test tests/Api.Tests writes it again.");
    }

}
