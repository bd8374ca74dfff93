using Microsoft.Extensions.Configuration;
using Signaling.Api.Auth;
using Signaling.Api.Commands;
using Signaling.Api.Tests.Auth;
using Xunit;

namespace Signaling.Api.Tests.Commands;

/// <summary>The verb <c>token</c>: what it prints, and how it says what is wrong.</summary>
public sealed class TokenCommandTests
{
    [Fact]
    public async Task Run_WithAConfiguredKey_PrintsABelievedTokenAlone()
    {
        using var bench = new TokenBench();
        bench.Clock.Now = DateTimeOffset.UtcNow;
        var (exitCode, output, error) = Run("token", "--user", "alice", "--tenant", "acme", "--lifetime", "90m", "--scope", "calls admin");

        Assert.Equal((0, ""), (exitCode, error));
        var accepted = Assert.IsType<TokenVerdict.Accepted>(await bench.Verifier.VerifyAsync(output.TrimEnd('\n'), TestContext.Current.CancellationToken));
        Assert.Equal(("acme", "alice"), (accepted.Claims.Tenant, accepted.Claims.User));
        Assert.Equal(["calls", "admin"], accepted.Claims.Scopes);
        Assert.Equal(TimeSpan.FromMinutes(90), accepted.Claims.ExpiresAt - accepted.Claims.IssuedAt);
    }

    [Fact]
    public async Task Run_WithAPrivateKeyFile_PrintsABelievedToken()
    {
        using var bench = new TokenBench();
        bench.Clock.Now = DateTimeOffset.UtcNow;
        foreach (var (kid, pem) in new[]
                 {
                     ("r", TokenBench.Rsa.ExportPkcs8PrivateKeyPem()), ("r", TokenBench.Rsa.ExportRSAPrivateKeyPem()),
                     ("e", TokenBench.Ecdsa.ExportPkcs8PrivateKeyPem()), ("e", TokenBench.Ecdsa.ExportECPrivateKeyPem()),
                 })
        {
            var file = Path.GetTempFileName();
            try
            {
                await File.WriteAllTextAsync(file, pem, TestContext.Current.CancellationToken);
                var (exitCode, output, error) = Run("token", "--user", "alice", "--tenant", "acme", "--key-file", file, "--kid", kid);
                Assert.True(exitCode == 0, error);
                Assert.Equal("accepted", await bench.JudgeAsync(output.TrimEnd('\n')));
            }
            finally
            {
                File.Delete(file);
            }
        }
    }

    [Theory]
    [InlineData(2, "--tenant is missing", "--user", "alice")]
    [InlineData(2, "--user is missing", "--tenant", "acme")]
    [InlineData(2, "needs a value", "--user", "alice", "--tenant")]
    [InlineData(2, "no option --usr", "--usr", "alice", "--tenant", "acme")]
    [InlineData(2, "given twice", "--user", "alice", "--user", "bob", "--tenant", "acme")]
    [InlineData(2, "--lifetime must be", "--user", "alice", "--tenant", "acme", "--lifetime", "soon")]
    [InlineData(2, "--lifetime must be", "--user", "alice", "--tenant", "acme", "--lifetime", "0h")]
    [InlineData(2, "go together", "--user", "alice", "--tenant", "acme", "--kid", "x")]
    [InlineData(1, "longer than this service allows", "--user", "alice", "--tenant", "acme", "--lifetime", "25h")]
    [InlineData(1, "needs sub", "--user", "", "--tenant", "acme")]
    [InlineData(1, "cannot be read", "--user", "alice", "--tenant", "acme", "--kid", "x", "--key-file", "/nowhere")]
    [InlineData(1, "holds no RSA key", "--user", "alice", "--tenant", "acme", "--kid", "x", "--key-file", "/etc/hostname")]
    public void Run_WithSuchArguments_SaysWhatIsWrongOnStandardError(int code, string why, params string[] args)
    {
        var (exitCode, output, error) = Run(["token", .. args]);
        Assert.Equal((code, ""), (exitCode, output));
        Assert.Contains(why, error);
        Assert.DoesNotContain(TokenBench.Secret, error);
    }

    [Fact]
    public void Run_WithoutAKeyForTheTenant_SaysHowToGiveOne()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Tokens:Keys:0:Kid", "b"), new("Tokens:Keys:0:Secret", TokenBench.Secret), new("Tokens:Keys:0:Tenant", "other")]).Build();
        Assert.Equal(1, CommandLine.Run(["token", "--user", "alice", "--tenant", "acme"], () => configuration, output, error));
        Assert.Contains("Tokens__Keys__0__Secret", error.ToString());
    }

    [Fact]
    public void Run_WithoutAVerb_LeavesTheEdgeToServe()
    {
        var configuration = new ConfigurationBuilder().Build();
        Assert.Null(CommandLine.Run([], () => configuration, TextWriter.Null, TextWriter.Null));
        Assert.Null(CommandLine.Run(["--urls", "http://localhost:1"], () => configuration, TextWriter.Null, TextWriter.Null));
    }

    [Fact]
    public async Task Program_WithTheVerb_MintsAndDoesNotServe()
    {
        var program = typeof(CommandLine).Assembly.Location;
        var (exitCode, output, error) = await Repository.RunAsync(
            "dotnet", [program, "token", "--user", "alice", "--tenant", "acme"], environment: new() { ["Tokens__Keys__0__Kid"] = "h", ["Tokens__Keys__0__Secret"] = TokenBench.Secret, ["ASPNETCORE_ENVIRONMENT"] = "Production" });
        Assert.True(exitCode == 0, error);
        using var bench = new TokenBench();
        bench.Clock.Now = DateTimeOffset.UtcNow;
        Assert.Equal("accepted", await bench.JudgeAsync(output.TrimEnd('\n')));
        Assert.Equal("", error);
    }

    private static (int? ExitCode, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Tokens:Keys:0:Kid", "h"), new("Tokens:Keys:0:Secret", TokenBench.Secret)]).Build();
        var exitCode = CommandLine.Run(args, () => configuration, output, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
