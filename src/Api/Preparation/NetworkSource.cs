using Microsoft.AspNetCore.Http.HttpResults;
using Signaling.Api.Network;
using Signaling.Api.Problems;
using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Signaling.Domain.Network;

namespace Signaling.Api.Preparation;

/// <summary>The network that a question is about: a stored one by its name, one that comes with the question, or the live one.</summary>
internal sealed class NetworkSource(StoredNetworks stored, LiveNetworks live)
{
    private static readonly NetworkModel Plain = NetworkModel.TryBuild(new(), out var model, out _) ? model! : throw new InvalidOperationException("The empty document holds together.");

    /// <summary>A network as a model, or why there is none.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="id">The stored network's name.</param>
    /// <param name="given">A document that came with the question, and is taken in place of a stored one; null when none did.</param>
    public async Task<(NetworkModel? Model, ProblemHttpResult? Problem)> FindAsync(TenantId tenant, string id, NetworkDocument? given, CancellationToken cancel)
    {
        if (given is not null) return NetworkModel.TryBuild(given, out var built, out var faults) ? (built, null) : (null, NetworkProblems.Of(faults));
        if (await stored.FindMergedAsync(tenant, id, cancel) is not { } found) return (null, Problem.For("network_not_found"));
        return found.Model is { } model ? (model, null) : (null, NetworkProblems.Of(found.Wrong));
    }

    /// <summary>The tenant's live network; the plain topology when there is none, or none can be had now: a test of the network must work when little else does.</summary>
    public async Task<NetworkModel> LiveAsync(TenantId tenant, CancellationToken cancel)
    {
        try
        {
            return await live.OfAsync(tenant, cancel) ?? Plain;
        }
        catch (Exception trouble) when (trouble is StoreUnavailableException or InvalidDataException)
        {
            return Plain;
        }
    }
}
