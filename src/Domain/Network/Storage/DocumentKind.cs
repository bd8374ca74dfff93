namespace Signaling.Domain.Network.Storage;

/// <summary>What is kept of a tenant's network.</summary>
public enum DocumentKind
{
    /// <summary>A <see cref="NetworkDocument"/>.</summary>
    Network,

    /// <summary>A <see cref="Network.Trunk"/>.</summary>
    Trunk,

    /// <summary>What changed in the catalogue of endpoints (<see cref="Endpoints.EndpointJournal"/>); one at most, which the service itself writes.</summary>
    Endpoints,
}
