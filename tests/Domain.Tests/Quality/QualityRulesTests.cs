using Signaling.Domain.Calls;
using Signaling.Domain.Identity;
using Signaling.Domain.Quality;
using Xunit;

namespace Signaling.Domain.Tests.Quality;

/// <summary>Who may report, and when.</summary>
public sealed class QualityRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);
    private static readonly Actor Ann = new(new("ann"), new("tab")), Ben = new(new("ben"), new("phone"));

    private static readonly Call Ringing = new()
    {
        Id = new("local-1"), Tenant = new("contoso"), Caller = Ann, Callee = Ben.User, Phase = CallPhase.Ringing, CreatedAt = Start, RingUntil = Start.AddSeconds(45),
    };

    private static readonly Call Connected = Ringing with { Phase = CallPhase.Connected, CalleeDevice = Ben.Device, AnsweredAt = Start };

    private static readonly Call Over = Connected with { Phase = CallPhase.Ended, EndedAt = Start.AddMinutes(10) };

    [Fact]
    [Trait("CallFlow", "#82")]
    public void Refusal_BeforeTheAnswer_IsThat() => Assert.Equal(CallError.CallNotAnswered, At(Ringing, Ann, 0));

    [Fact]
    [Trait("CallFlow", "#81")]
    public void Refusal_InTheCall_IsForTheTwoDevicesInItAlone()
    {
        Assert.Null(At(Connected, Ann, 0));
        Assert.Null(At(Connected, Ben, 0));
        Assert.Equal(CallError.CallNotFound, At(Connected, new(new("cid"), new("tab")), 0));
        Assert.Equal(CallError.NotThisDevice, At(Connected, Ann with { Device = new("other") }, 0));
        Assert.Equal(CallError.AnsweredElsewhere, At(Connected, Ben with { Device = new("tablet") }, 0));
    }

    [Fact]
    [Trait("CallFlow", "#81")]
    public void Refusal_AfterTheEnd_ComesWhenTheGraceIsOver()
    {
        Assert.Null(At(Over, Ann, 11.9));
        Assert.Equal(CallError.CallEnded, At(Over, Ann, 12.1));
        Assert.Equal(CallError.CallEnded, At(Ringing with { Phase = CallPhase.Ended, EndedAt = Start }, Ann, 0));
    }

    private static CallError? At(Call call, Actor by, double minutes) => QualityRules.Refusal(call, by, Start.AddMinutes(minutes), Grace);
}
