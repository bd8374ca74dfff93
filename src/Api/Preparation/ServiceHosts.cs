using Microsoft.Extensions.Options;
using Signaling.Api.Edges;
using Signaling.Domain.Network;
using Signaling.Domain.Quality.Readiness;
using Signaling.Infrastructure.Relays;

namespace Signaling.Api.Preparation;

/// <summary>The hosts that a network has to reach: those of its own description, else those of this deployment. A relay that this deployment knows has the ports that it is set up with, whoever names it.</summary>
internal sealed class ServiceHosts(IOptions<EdgeOptions> edges, IOptions<RelayOptions> relays)
{
    /// <summary>Where hosts come from, as answers say it.</summary>
    public const string OfDocument = "document", OfDeployment = "deployment";

    /// <summary>All hosts, and where they come from.</summary>
    /// <param name="model">The network; its regions name hosts, or there are none.</param>
    /// <param name="asked">The request, whose address is this edge's where none is set.</param>
    public (IReadOnlyList<ServiceHost> Hosts, string Source) For(NetworkModel model, HttpRequest asked) =>
        model.Document.Regions.Count > 0 ? ([.. FirewallRules.HostsOf(model).Select(Known)], OfDocument) : (OfThisDeployment(asked), OfDeployment);

    private ServiceHost Known(ServiceHost named) =>
        named.Role == ServiceRole.Relay && relays.Value.Servers.FirstOrDefault(relay => string.Equals(relay.Host, named.Host, StringComparison.OrdinalIgnoreCase)) is { } relay ? Of(relay) with { Host = named.Host } : named;

    private IReadOnlyList<ServiceHost> OfThisDeployment(HttpRequest asked) =>
    [
        .. edges.Value.Others.Prepend(edges.Value.Self).Select(edge => new Uri(edge.Url ?? $"{asked.Scheme}://{asked.Host}")).Select(url => new ServiceHost(ServiceRole.Edge, url.IdnHost, [], [url.Port])),
        .. relays.Value.Servers.Select(Of),
    ];

    private static ServiceHost Of(RelayServerOptions relay) => new(ServiceRole.Relay, relay.Host, [.. relay.Udp], [.. relay.Tcp.Union(relay.Tls)]);
}
