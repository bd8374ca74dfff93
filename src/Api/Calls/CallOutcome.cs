using System.Collections.Immutable;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Sdp;

namespace Signaling.Api.Calls;

/// <summary>What came of a command on a call.</summary>
internal abstract record CallOutcome
{
    private CallOutcome() { }

    /// <summary>It is so now, whether by this command or before it.</summary>
    /// <param name="Stored">The call as the store holds it.</param>
    /// <param name="Offer">The number of the offer that the command made; 0 when it made none.</param>
    public sealed record Done(StoredCall Stored, int Offer = 0) : CallOutcome
    {
        /// <summary>What in the invitation's offer may make the call worse.</summary>
        public ImmutableArray<SdpWarning> Warnings { get; init; } = [];
    }

    /// <summary>The rules refuse it. <paramref name="Surviving"/> is the call to turn to, in a glare.</summary>
    public sealed record Refused(CallError Error, CallId? Surviving = null) : CallOutcome;

    /// <summary>Its session description breaks a rule.</summary>
    public sealed record BadDescription(SdpError Error) : CallOutcome;
}
