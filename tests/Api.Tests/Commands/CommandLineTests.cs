using Microsoft.Extensions.Configuration;
using Signaling.Api.Commands;
using Xunit;

namespace Signaling.Api.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory, InlineData("nonsense"), InlineData("Token"), InlineData("")]
    public void Run_OfAWordThatIsNoVerb_SaysWhichThereAreAndServesNothing(string word)
    {
        using StringWriter output = new(), error = new();

        var exitCode = CommandLine.Run([word], () => new ConfigurationBuilder().Build(), output, error);

        Assert.Equal((2, ""), (exitCode, output.ToString()));
        Assert.Contains("token, plan, health", error.ToString(), StringComparison.Ordinal);
    }

    [Theory, InlineData("--urls=http://127.0.0.1:0"), InlineData("--check-config"), InlineData("/Store=Embedded"), InlineData("Store=Embedded"), InlineData("health")]
    public void Run_OfASettingOrAVerbDoneElsewhere_LetsItPass(string argument) =>
        Assert.Null(CommandLine.Run([argument], () => new ConfigurationBuilder().Build(), TextWriter.Null, TextWriter.Null));
}
