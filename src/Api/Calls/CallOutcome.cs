using System.Collections.Immutable;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Network.Policies;
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
        /// <summary>What in the description may make the call worse, as codes.</summary>
        public ImmutableArray<string> Warnings { get; init; } = [];

        /// <summary>Candidates of the request that the other side never gets.</summary>
        public int Removed { get; init; }
    }

    /// <summary>The rules refuse it. <paramref name="Surviving"/> is the call to turn to, in a glare.</summary>
    public sealed record Refused(CallError Error, CallId? Surviving = null) : CallOutcome;

    /// <summary>Its session description breaks a rule.</summary>
    public sealed record BadDescription(SdpError Error) : CallOutcome;

    /// <summary>The policies of the tenant's network leave its media no way.</summary>
    public sealed record NoWay(MediaRefusal Refusal) : CallOutcome;
}
