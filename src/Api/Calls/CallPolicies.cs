using System.Runtime.CompilerServices;
using Signaling.Api.Network;
using Signaling.Domain.Calls;
using Signaling.Domain.Identity;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Policies;

namespace Signaling.Api.Calls;

/// <summary>The policies that live calls follow: those of the tenant's live network.</summary>
internal sealed class CallPolicies(LiveNetworks networks)
{
    private readonly ConditionalWeakTable<NetworkModel, CandidatePolicy> known = [];

    /// <summary>A tenant's policies; null when it has no live network.</summary>
    public async ValueTask<CandidatePolicy?> OfAsync(TenantId tenant, CancellationToken cancel) =>
        await networks.OfAsync(tenant, cancel) is { } model ? known.GetValue(model, static one => new(one)) : null;

    /// <summary>The same for a command, which they concern only if it brings a description.</summary>
    public ValueTask<CandidatePolicy?> OfAsync(TenantId tenant, CallCommand command, CancellationToken cancel) => command switch
    {
        CallCommand.Answer or CallCommand.Offer or CallCommand.AnswerOffer          => OfAsync(tenant, cancel),
        CallCommand.Hold { Sdp: not null } or CallCommand.Resume { Sdp: not null }  => OfAsync(tenant, cancel),
        _                                                                           => default,
    };
}
