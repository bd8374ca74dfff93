using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Quality.Storage;

namespace Signaling.Infrastructure.Tests.Storage;

/// <summary>What one edge knows of a store: its ports.</summary>
public sealed record Edge(ICallStore Calls, IInboxes Inboxes)
{
    /// <summary>Reports are kept where calls are.</summary>
    public IQualityStore Quality => (IQualityStore)Calls;
}
