using Signaling.Api.Network;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;
using Signaling.Domain.Quality;
using Signaling.Domain.Quality.Paths;
using Signaling.Domain.Quality.Storage;
using Signaling.Domain.Sdp;

namespace Signaling.Api.Quality;

/// <summary>What is known of both sides of a call, put together for <see cref="PathExplainer"/>: their network, their places, their reports.</summary>
internal sealed class CallFacts(LiveNetworks networks, SdpLimits limits)
{
    /// <summary>Names the sides in plans; users may have longer ids than plans allow.</summary>
    public const string Caller = "caller", Callee = "callee";

    private static readonly NetworkModel Default = NetworkModel.TryBuild(new(), out var plain, out _) ? plain! : throw new InvalidOperationException("The plain network holds together.");

    /// <summary>The tenant's live network, or the default profile's plain one, and which of the two it is.</summary>
    public async ValueTask<(NetworkModel Model, bool Described)> NetworkAsync(TenantId tenant, CancellationToken cancel) =>
        await networks.OfAsync(tenant, cancel) is { } live ? (live, true) : (Default, false);

    /// <summary>One side of a call.</summary>
    /// <param name="kept">Its newest report; null without one.</param>
    public PartyFacts Of(StoredCall stored, CallSide side, NetworkModel model, KeptReport? kept, QualityRecord record)
    {
        // What the call's own commands have shown of the device goes with what its report shows.
        var call = stored.Call;
        var seen = call.Passage.PlaceOf(side is CallSide.Caller ? call.Caller : new(call.Callee, call.CalleeDevice ?? default));
        var hosts = kept?.Report.HostAddresses is [_, ..] told ? [.. told.Union(seen.Hosts)] : seen.Hosts is [_, ..] ? seen.Hosts : HostsOf(stored, side);
        Address? source = Address.TryParse(kept?.Source ?? seen.Source, out var from) ? from : null;
        var place = model.Document.CustomerNetworks is [] && model.Document.GuestNetworks is []
            ? new ResolvedLocation(Location.Internet, null, null) // nobody has described an inside
            : LocationResolver.Resolve(model, source, hosts, kept?.Report.ViaVpn is true || seen.Declared is { ViaVpn: true });
        if (place.Location is Location.Unknown && seen.Declared is { Location: { } said and not Location.Unknown }) place = new(said, place.Network, null);
        return new(side is CallSide.Caller ? Caller : Callee, place) { Source = source, Region = RegionOf(model, kept), HostAddresses = hosts, Report = kept?.Report, Tally = record.Tally, HasRelay = HasRelay(stored, side, kept?.Report) };
    }

    /// <summary>What the call's media need, as the planner takes it.</summary>
    public static PlannedNeeds NeedsOf(Call call) => new(call.Media.Recording, call.Media.Transcription);

    /// <summary>The newest report of a side.</summary>
    public static KeptReport? ReportOf(QualityRecord record) => record.Path is { } path ? KeptReport.Read<KeptReport>(path.Json) : null;

    // Until a device reports, its candidates tell something of where it is.
    private IReadOnlyList<string> HostsOf(StoredCall stored, CallSide side) =>
        DescriptionOf(stored, side) is { } sdp && SdpParser.TryParse(sdp, limits, out var description, out _) ? [.. description.Media.SelectMany(HostsOf).Distinct().Take(16)] : [];

    private static bool HasRelay(StoredCall stored, CallSide side, ConnectivityReport? report) =>
        report?.Selected?.Local?.Type == CandidateKind.Relay || report?.Pairs.Any(pair => pair.Local == CandidateKind.Relay) == true
        || DescriptionOf(stored, side)?.Contains(" typ relay", StringComparison.Ordinal) == true
        || stored.Candidates.Any(list => list.From == stored.Call.DeviceOn(side) && list.HasRelay);

    // The side's own of the two that were last agreed on, or of the invite.
    private static string? DescriptionOf(StoredCall stored, CallSide side)
    {
        var number = stored.Call.Agreed?.Number ?? 1;
        return stored.Descriptions.GetValueOrDefault(new DescriptionRef(number, IsAnswer: stored.Call.OffererOf(number) != side));
    }

    private static IEnumerable<string> HostsOf(MediaSection section)
    {
        foreach (var attribute in section.Attributes)
            if (attribute.Name is "candidate" && IceCandidate.TryParse(attribute.Value, out var candidate, out _) && candidate.Type == IceCandidateType.Host) yield return candidate.Address;
    }

    private static string? RegionOf(NetworkModel model, KeptReport? kept) => kept?.Region is { } region && model.Region(region) is not null ? region : null;
}
