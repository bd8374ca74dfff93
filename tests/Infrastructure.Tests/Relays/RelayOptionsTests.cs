using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Signaling.Infrastructure.Relays;
using Xunit;

namespace Signaling.Infrastructure.Tests.Relays;

public sealed class RelayOptionsTests
{
    private static readonly (string, string)[] Sound =
    [
        ("Relays:Secret", "0123456789abcdef"), ("Relays:Servers:0:Host", "turn.example.com"), ("Relays:Servers:0:Udp:0", "3478"), ("Relays:Servers:0:Tls:0", "443"),
    ];

    public static readonly TheoryData<string, string, string> Wrong = new()
    {
        { "Relays:Secret", "too short", "Secret" },
        { "Relays:Secret", "", "Secret" },
        { "Relays:Lifetime", "01:00:01", "Lifetime" },
        { "Relays:Lifetime", "00:00:59", "Lifetime" },
        { "Relays:Servers:0:Host", "turn:turn.example.com", "Relays:Servers:0:Host" },
        { "Relays:Servers:0:Host", "turn.example.com:3478", "Relays:Servers:0:Host" },
        { "Relays:Servers:0:Host", "", "Relays:Servers:0:Host" },
        { "Relays:Servers:0:Udp:0", "3477", "3477 is not one of 3478 to 3481" },
        { "Relays:Servers:0:Udp:1", "3482", "3482 is not one of 3478 to 3481" },
        { "Relays:Servers:0:Tcp:0", "80", "80 is not 443" },
        { "Relays:Servers:0:Tls:0", "5349", "5349 is not 443" },
        { "Relays:Servers:1:Host", "turn2.example.com", "Relays:Servers:1 lists no port" },
        { "Relays:MaxServers", "0", "MaxServers" },
        { "Relays:AllowAnyPort", "true", "refused in Production" },
    };

    [Fact]
    public void Validate_OfSoundSettings_Passes() => Assert.Equal(3478, Assert.Single(Assert.Single(Bind([]).Servers).Udp));

    [Fact]
    public void Validate_OfNoSettings_Passes() => Assert.Empty(Bind([], from: []).Servers);

    [Theory, MemberData(nameof(Wrong))]
    [Trait("CallFlow", "#219")]
    public void Validate_OfAWrongSetting_NamesIt(string key, string value, string named)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Bind([(key, value)]));

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("too short", refused.Message, StringComparison.Ordinal); // a secret is never repeated
    }

    [Fact]
    public void Validate_OfServersWithoutASecret_SaysWhatIsMissing()
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Bind([], from: Sound[1..]));

        Assert.Contains("Relays:Secret is missing", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_OfAnyPortInDevelopment_Passes() =>
        Assert.Equal(7400, Bind([("Relays:AllowAnyPort", "true"), ("Relays:Servers:0:Udp:0", "7400")], Environments.Development).Servers[0].Udp[0]);

    private static RelayOptions Bind((string Key, string Value)[] changes, string? environment = null, (string Key, string Value)[]? from = null)
    {
        var settings = (from ?? Sound).Concat(changes).Select(entry => KeyValuePair.Create(entry.Key, (string?)entry.Value));
        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.GroupBy(entry => entry.Key).Select(same => same.Last())).Build())
            .AddSingleton<IHostEnvironment>(new HostEnvironment(environment ?? Environments.Production))
            .AddRelays()
            .BuildServiceProvider();
        return services.GetRequiredService<IOptions<RelayOptions>>().Value;
    }

    private sealed class HostEnvironment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;
        public string ApplicationName { get; set; } = "tests";
        public string ContentRootPath { get; set; } = "/";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
