namespace Signaling.Domain.Network.Planning;

/// <summary>Which way signaling and media of a call go, and why.</summary>
public sealed record RoutePlan
{
    /// <summary>The profile that it follows.</summary>
    public required ProfileName Profile { get; init; }

    /// <summary>Each participant's way for signaling (CALL-FLOWS #10).</summary>
    public required IReadOnlyList<SignalingLeg> Signaling { get; init; }

    /// <summary>Each participant's way for media.</summary>
    public required IReadOnlyList<MediaLeg> Media { get; init; }

    /// <summary>How media are carried.</summary>
    public required MediaMode Mode { get; init; }

    /// <summary>Where each participant was found to be; phones are nowhere, and left out.</summary>
    public IReadOnlyList<PlannedPlace> Places { get; init; } = [];

    /// <summary>The relays on the way, none to two.</summary>
    public IReadOnlyList<PlannedRelay> Relays { get; init; } = [];

    /// <summary>The media server on the way, if there is one.</summary>
    public PlannedMediaServer? MediaServer { get; init; }

    /// <summary>The region that hosts the call, if it is hosted and the region is known (CALL-FLOWS #30).</summary>
    public string? HostRegion { get; init; }

    /// <summary>Whether two tenants are in it (CALL-FLOWS #107).</summary>
    public bool Federated { get; init; }

    /// <summary>The eight steps of a one-to-one call, with their flows (CALL-FLOWS #74 to #83); empty for other kinds.</summary>
    public IReadOnlyList<CallStep> Steps { get; init; } = [];

    /// <summary>Flows that must stay open even where the private circuit carries the call (CALL-FLOWS #140).</summary>
    public IReadOnlyList<FlowId> Dependencies { get; init; } = [];

    /// <summary>Numbers of the call flow document's entries that decided, in order.</summary>
    public IReadOnlyList<int> Rules { get; init; } = [];

    /// <summary>What was taken for granted.</summary>
    public IReadOnlyList<PlanAssumption> Assumptions { get; init; } = [];

    /// <summary>What makes the call worse than it could be.</summary>
    public IReadOnlyList<PlanWarning> Warnings { get; init; } = [];

    /// <summary>What whoever watches the call should expect.</summary>
    public IReadOnlyList<PlanHint> Hints { get; init; } = [];
}

/// <summary>How media are carried. Which one holds: two tenants' hairpin before media needs before bypass before direct before relayed (CALL-FLOWS section P).</summary>
public enum MediaMode
{
    /// <summary>From device to device.</summary>
    Direct,

    /// <summary>Through one or two relays.</summary>
    Relayed,

    /// <summary>Through a media server.</summary>
    MediaServer,

    /// <summary>Between user and SBC past the service.</summary>
    SbcBypassDirect,

    /// <summary>Between user and SBC through a relay.</summary>
    SbcBypassRelayed,
}

/// <summary>Where a participant was found to be.</summary>
/// <param name="Participant">Who.</param>
/// <param name="Location">Where.</param>
/// <param name="Network">The customer network that it is in or signals through, if the document has it.</param>
public sealed record PlannedPlace(string Participant, Location Location, string? Network);

/// <summary>A relay on the way.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="AllocatedBy">The participant that obtained it.</param>
/// <param name="Region">Where it stands, if known.</param>
/// <param name="Address">Its host or address, if known.</param>
public sealed record PlannedRelay(RelayOwner Owner, string AllocatedBy, string? Region, string? Address);

/// <summary>A media server on the way. It uses no relay of its own and answers with its public address (CALL-FLOWS #101).</summary>
/// <param name="Region">The hosting region, if known (CALL-FLOWS #35).</param>
/// <param name="Address">Its public address, if known.</param>
public sealed record PlannedMediaServer(string? Region, string? Address);

/// <summary>One step of a one-to-one call.</summary>
/// <param name="Number">1 to 8.</param>
/// <param name="Name">What happens.</param>
/// <param name="Flows">The flows it takes, in the order in which they are used; none where the documents number none.</param>
public sealed record CallStep(int Number, string Name, IReadOnlyList<FlowId> Flows);
