using Microsoft.Extensions.Options;
using Signaling.Domain.Identity;
using Signaling.Infrastructure.Relays;
using Xunit;

namespace Signaling.Infrastructure.Tests.Relays;

/// <summary>Held to a real coturn: it is the only judge of what a credential is worth.</summary>
public sealed class RelayCredentialsTests : IAsyncLifetime
{
    private const string Secret = "a secret of the test's own";
    private const int Allocated = 0, Unauthorized = 401;
    private static readonly UserKey Ann = new(new("acme"), new("ann")), Ben = new(new("acme"), new("ben"));
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private TurnServerProcess? relay;

    public async ValueTask InitializeAsync() => relay = await TurnServerProcess.StartAsync(Secret, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        relay?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    [Trait("CallFlow", "#75")]
    public async Task Mint_ForAUser_AllocatesAtCoturn()
    {
        var credential = Minter().Mint(Ann, Now);

        Assert.Equal(Allocated, await AllocateAsync(credential.Username, credential.Password));
    }

    [Fact]
    [Trait("CallFlow", "#75")]
    public async Task Mint_WhoseLifeIsOver_IsRefusedByCoturn()
    {
        var credential = Minter().Mint(Ann, Now - TimeSpan.FromMinutes(31));

        Assert.Equal(Unauthorized, await AllocateAsync(credential.Username, credential.Password));
    }

    [Fact]
    public async Task Mint_WithAnotherSecret_IsRefusedByCoturn()
    {
        var credential = Minter("another deployment's secret").Mint(Ann, Now);

        Assert.Equal(Unauthorized, await AllocateAsync(credential.Username, credential.Password));
    }

    [Fact]
    public async Task Mint_StretchedByHand_IsRefusedByCoturn()
    {
        var credential = Minter().Mint(Ann, Now);
        var mark = credential.Username.Split(':')[1];

        Assert.Equal(Unauthorized, await AllocateAsync($"{(Now + TimeSpan.FromDays(1)).ToUnixTimeSeconds()}:{mark}", credential.Password));
    }

    [Fact]
    public async Task Mint_WithTheNameOfAnother_IsRefusedByCoturn()
    {
        var (anns, bens) = (Minter().Mint(Ann, Now), Minter().Mint(Ben, Now));

        Assert.Equal(Unauthorized, await AllocateAsync(bens.Username, anns.Password));
    }

    [Fact]
    public void Mint_ForTwoUsersWhoseNamesRunTogether_GivesTwoNames()
    {
        string[] names = [.. new[] { ("ab", "c"), ("a", "bc"), ("a b", "c"), ("a", "b c") }.Select(user => Minter().Mint(new(new(user.Item1), new(user.Item2)), Now).Username)];

        Assert.Distinct(names);
    }

    [Fact]
    public void Mint_NamesNobody()
    {
        var credential = Minter().Mint(Ann, Now);

        Assert.Matches("^[0-9]{10}:[A-Za-z0-9_-]{20}$", credential.Username);
        Assert.DoesNotContain(credential.Password, credential.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(credential.Username, credential.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Mint_ExpiresAfterTheLifetime_ToTheSecond()
    {
        var credential = Minter().Mint(Ann, DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));

        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_800_001_800), credential.ExpiresAt);
        Assert.StartsWith("1800001800:", credential.Username, StringComparison.Ordinal);
    }

    [Fact]
    public void Mint_WithoutRelays_IsABug()
    {
        var none = new RelayCredentials(Options.Create(new RelayOptions()));

        Assert.False(none.IsConfigured);
        Assert.Throws<InvalidOperationException>(() => none.Mint(Ann, Now));
    }

    private static RelayCredentials Minter(string secret = Secret) =>
        new(Options.Create(new RelayOptions { Secret = secret, Servers = { new RelayServerOptions { Host = "127.0.0.1", Udp = { 3478 } } } }));

    private Task<int> AllocateAsync(string username, string password) =>
        TurnClient.AllocateAsync(relay!.Address, username, password, TestContext.Current.CancellationToken);
}
