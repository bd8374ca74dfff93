using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Infrastructure.Redis;
using Signaling.Infrastructure.Tests.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>A real server with TLS: trusted when the right authority signed for the right name, else refused with what to do.</summary>
public sealed class RedisTlsTests : IDisposable
{
    private static readonly TenantId Tenant = new("acme");
    private static readonly Actor Ann = new(new("ann"), new("tab")), Ben = new(new("ben"), new("phone"));

    private readonly TestCertificates certificates = new();
    private readonly int port = FreePorts.Next();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => certificates.Dispose();

    [Theory, InlineData("localhost"), InlineData("127.0.0.1")]
    public async Task Start_CertificateOfTheAuthority_WritesAndHears(string host)
    {
        await using var server = await RedisServer.StartOwnAsync(certificates.Arguments(port, host), Cancel);
        var options = Options(host, certificates.AuthorityFile);
        await using var store = await TestRedisStore.StartAsync(options, "one", cancel: Cancel);
        await using var other = await TestRedisStore.StartAsync(options, "other", cancel: Cancel);
        Assert.True(store.IsUp);
        await store.AttachAsync(new(Tenant, Ben.User), Ben.Device, null, Cancel);

        var call = Assert.IsType<CommitResult.Committed>(await other.CommitAsync(new CommitScript(Tenant).Invite(Ann, Ben.User, other.Now), Cancel)).Stored;

        Assert.Equal(call.Call.Id, Assert.Single((await store.Announcements.ReadAsync(Cancel)).Entries).Call);
    }

    [Fact]
    public async Task Start_CertificateForAnotherName_StopsAndSaysSo()
    {
        await using var server = await RedisServer.StartOwnAsync(certificates.Arguments(port, "redis.example.org"), Cancel);

        var message = await RefusedAsync(Options("localhost", certificates.AuthorityFile));

        Assert.Contains("is not for localhost", message, StringComparison.Ordinal);
        Assert.Contains("Redis:Endpoints", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AuthorityThatThisMachineDoesNotTrust_StopsAndSaysWhatToSet()
    {
        await using var server = await RedisServer.StartOwnAsync(certificates.Arguments(port, "localhost"), Cancel);

        Assert.Contains("name that in Redis:CertificateAuthority", await RefusedAsync(Options("localhost", null)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_CertificateOfAnotherAuthority_StopsAndSaysSo()
    {
        using var others = new TestCertificates();
        await using var server = await RedisServer.StartOwnAsync(others.Arguments(port, "localhost"), Cancel);

        Assert.Contains("is not trusted by Redis:CertificateAuthority", await RefusedAsync(Options("localhost", certificates.AuthorityFile)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ServerThatSpeaksNoTls_StartsAndRefusesEachStep()
    {
        await using var server = await RedisServer.StartOwnAsync(cancel: Cancel);
        var options = TestRedisStore.Options(server);
        options.Tls = true;
        await using var store = await TestRedisStore.StartAsync(options, cancel: Cancel);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.FindAsync(Tenant, new("test_x"), null, Cancel));
    }

    [Fact]
    public void Validate_AuthorityThatCannotBe_IsRefusedWithWhatIsWrong()
    {
        Assert.Contains("cannot be read", Fault(new() { Tls = true, CertificateAuthority = "/nowhere.pem" }), StringComparison.Ordinal);
        Assert.Contains("no certificate", Fault(new() { Tls = true, CertificateAuthority = certificates.Write("empty.pem", "hello") }), StringComparison.Ordinal);
        Assert.Contains("Redis:Tls=true", Fault(new() { CertificateAuthority = certificates.AuthorityFile }), StringComparison.Ordinal);
        Assert.True(new RedisOptionsValidator().Validate(null, new() { Tls = true, CertificateAuthority = certificates.AuthorityFile }).Succeeded);
    }

    private static string Fault(RedisOptions options) => new RedisOptionsValidator().Validate(null, options).FailureMessage!;

    private static async Task<string> RefusedAsync(RedisOptions options) =>
        (await Assert.ThrowsAsync<RedisUnsuitableException>(() => TestRedisStore.StartAsync(options, cancel: Cancel))).Message;

    private RedisOptions Options(string host, string? authority) =>
        new() { Endpoints = $"{host}:{port}", Tls = true, CertificateAuthority = authority, KeyPrefix = TestRedisStore.NewPrefix() };
}
