using Signaling.Api.Auth;
using Xunit;

namespace Signaling.Api.Tests.Auth;

/// <summary>docs/tokens.md does what it says: its examples are run, and the verifier believes what they mint.</summary>
public sealed class TokenDocumentationTests
{
    private const string Page = "docs/tokens.md";

    [Fact]
    public async Task NodeExample_AsPrinted_MintsABelievedToken()
    {
        var script = Repository.Snippet(Page, "js") + $"\nconsole.log(mintToken('ann@example.org', 'acme', 'h', '{TokenBench.Secret}'));";
        var (exitCode, token, error) = await Repository.RunAsync("node", ["-"], script);
        Assert.True(exitCode == 0, error);
        await AssertBelievedAsync(token.Trim());
    }

    [Fact]
    public async Task PythonExample_AsPrinted_MintsABelievedToken()
    {
        var script = Repository.Snippet(Page, "python") + $"\nprint(mint_token('ann@example.org', 'acme', 'h', '{TokenBench.Secret}'))";
        var (exitCode, token, error) = await Repository.RunAsync("python3", ["-"], script);
        Assert.True(exitCode == 0, error);
        await AssertBelievedAsync(token.Trim());
    }

    [Fact]
    public async Task CSharpExample_AsPrinted_MintsABelievedToken()
    {
        var printed = string.Join('\n', Repository.Snippet(Page, "csharp").Split('\n').Select(line => line.Length == 0 ? "" : "    " + line));
        Assert.Contains(printed, Repository.Read("tests/Api.Tests/Auth/MintExample.cs"));
        await AssertBelievedAsync(MintExample.Run("ann@example.org", "acme", "h", TokenBench.Secret));
    }

    private static async Task AssertBelievedAsync(string token)
    {
        using var bench = new TokenBench();
        bench.Clock.Now = DateTimeOffset.UtcNow;
        var verdict = await bench.Verifier.VerifyAsync(token, TestContext.Current.CancellationToken);
        var claims = Assert.IsType<TokenVerdict.Accepted>(verdict).Claims;

        Assert.Equal(("acme", "ann@example.org"), (claims.Tenant, claims.User));
        Assert.Equal(["calls"], claims.Scopes);
        Assert.InRange(claims.ExpiresAt - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(58), TimeSpan.FromMinutes(61));
    }
}
