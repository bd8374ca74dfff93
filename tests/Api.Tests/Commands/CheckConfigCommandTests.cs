using Signaling.Api.Commands;
using Xunit;

namespace Signaling.Api.Tests.Commands;

public sealed class CheckConfigCommandTests
{
    private static readonly string[] Sound = ["--check-config", "--environment=Production", "--Store=Embedded", "--Tokens:Keys:0:Kid=k1", "--Tokens:Keys:0:Secret=0123456789abcdef0123456789abcdef"];

    public static readonly TheoryData<string, string> Wrong = new()
    {
        { "--Store=Postgres", "Store must be Embedded or Redis" },
        { "--Store=Redis", "Redis:Endpoints is not set" },
        { "--Calls:RingTimeout=00:20:00", "Calls:RingTimeout must be between" },
        { "--Calls:RingTimeout=soon", "Calls:RingTimeout" },
        { "--Relays:Lifetime=02:00:00", "Relays:Lifetime must" },
        { "--Relays:Lifetme=00:10:00", "Relays:Lifetme is no setting" },
        { "--Relays:Servers:0:Hots=turn.example.com", "Relays:Servers:0:Hots is no setting" },
        { "--Edges:Self:Url=eu1.example.com", "Edges:Self:Url must be" },
        { "--Metrics:Port=0", "Metrics:Port must" },
        { "--Telemetry:OtlpEndpoint=collector", "Telemetry:OtlpEndpoint must be" },
    };

    [Fact]
    public void Run_OfSoundSettings_SaysSoAndEndsWell()
    {
        var (code, said) = Run(Sound);

        Assert.Equal((0, $"configuration is valid{Environment.NewLine}"), (code, said));
    }

    [Theory, MemberData(nameof(Wrong))]
    public void Run_OfAWrongSetting_NamesIt(string setting, string named)
    {
        var (code, said) = Run([.. Sound, setting]);

        Assert.Equal(1, code);
        Assert.Contains(named, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OfSeveralWrongSettings_NamesEach()
    {
        var (_, said) = Run([.. Sound, "--Calls:RingTimeout=00:20:00", "--Metrics:Port=70000", "--Inbox:MaxEvents=1"]);

        Assert.Contains("configuration is not valid: 3 problems", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OfASecretThatIsTooShort_DoesNotRepeatIt()
    {
        var (code, said) = Run([.. Sound, "--Relays:Secret=shibboleth"]);

        Assert.Equal(1, code);
        Assert.DoesNotContain("shibboleth", said, StringComparison.Ordinal);
    }

    private static (int Code, string Said) Run(string[] args)
    {
        using var said = new StringWriter();
        return (CheckConfigCommand.Run(args, said, said), said.ToString());
    }
}
