using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;

namespace Signaling.Infrastructure.Tests.Storage;

/// <summary>What one edge knows of a store: its two ports.</summary>
public sealed record Edge(ICallStore Calls, IInboxes Inboxes);
