using Signaling.Domain.Calls;
using Signaling.Domain.Identity;

namespace Signaling.Domain.Quality;

/// <summary>Who may report on a call, and when: the two devices in it, from its answer until shortly after its end (CALL-FLOWS #81, #82).</summary>
public static class QualityRules
{
    /// <summary>Why a device may not report; null when it may.</summary>
    /// <param name="now">Store time.</param>
    /// <param name="grace">For how long after the end reports are still taken.</param>
    public static CallError? Refusal(Call call, Actor by, DateTimeOffset now, TimeSpan grace) =>
        !call.Includes(by.User)                                     ? CallError.CallNotFound :
        call.AnsweredAt is null                                     ? (call.Phase is CallPhase.Ended ? CallError.CallEnded : CallError.CallNotAnswered) :
        call.SideOf(by) is null                                     ? (by.User == call.Callee ? CallError.AnsweredElsewhere : CallError.NotThisDevice) :
        call.Phase is CallPhase.Ended && now > call.EndedAt + grace ? CallError.CallEnded :
        null;
}
