using System.Text.Json.Serialization;
using Signaling.Domain.Network;
using Signaling.Domain.Quality.Readiness;
using Signaling.Domain.Sdp;

namespace Signaling.Api.Preparation;

/// <summary>What was measured in a network.</summary>
/// <param name="Reports">Reports of <c>/network-test</c>, at most 200. Left out: the description of the network alone is judged.</param>
/// <param name="Network">A description to judge in place of a stored one.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReadinessRequest(IReadOnlyList<NetworkReport>? Reports = null, NetworkDocument? Network = null);

/// <summary>Calls at the busiest time, and the way that their media take.</summary>
/// <param name="Sessions">Streams by kind, 1 to 20.</param>
/// <param name="Links">Every stretch of the way, 1 to 50.</param>
/// <param name="Rates">What one stream takes, in kilobits per second. Left out: <c>Readiness:Rates</c>.</param>
/// <param name="Network">A description in place of a stored one.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record BandwidthRequest(IReadOnlyList<SessionsRequest>? Sessions, IReadOnlyList<LinkRequest>? Links, BandwidthRates? Rates = null, NetworkDocument? Network = null);

/// <summary>Streams of one kind.</summary>
/// <param name="Kind"><c>audio</c>, <c>video</c>, <c>screenShare</c> or <c>fileTransfer</c>.</param>
/// <param name="Sending">From inside out at a time, 0 to 10,000,000.</param>
/// <param name="Receiving">From outside in at a time. Left out: as many.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SessionsRequest(MediaKind Kind, int Sending, int? Receiving = null);

/// <summary>One stretch of the way.</summary>
/// <param name="Name">What it is called, 1 to 64 characters.</param>
/// <param name="UpMbps">What it carries outwards, in megabits per second.</param>
/// <param name="DownMbps">What it carries inwards. Left out: as much.</param>
/// <param name="OtherUpMbps">What other traffic takes of it outwards at the busiest time.</param>
/// <param name="OtherDownMbps">What other traffic takes of it inwards at the busiest time.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record LinkRequest(string? Name, double UpMbps, double? DownMbps = null, double OtherUpMbps = 0, double OtherDownMbps = 0);

/// <summary>Whether every stretch has room for the calls.</summary>
/// <param name="Sufficient">Whether all have.</param>
/// <param name="Insufficient">The stretches that are too narrow.</param>
/// <param name="RequiredUpMbps">What the calls take outwards.</param>
/// <param name="RequiredDownMbps">What they take inwards.</param>
/// <param name="Links">Each stretch.</param>
internal sealed record BandwidthResponse(bool Sufficient, IReadOnlyList<string> Insufficient, double RequiredUpMbps, double RequiredDownMbps, IReadOnlyList<BandwidthHop> Links)
{
    public static BandwidthResponse Of(BandwidthPlan plan) => new(!plan.Insufficient.Any(), [.. plan.Insufficient], plan.RequiredUpMbps, plan.RequiredDownMbps, plan.Hops);
}

/// <summary>Devices that share public addresses.</summary>
/// <param name="Devices">How many, 1 to 100,000,000.</param>
/// <param name="PublicAddresses">Addresses that there are. Left out: those of the description's <c>egressPrefixes</c>.</param>
/// <param name="MaxDevicesPerAddress">How many one address carries. Left out: <c>Readiness:MaxDevicesPerAddress</c>; the documents give no number.</param>
/// <param name="PortsPerDevice">Ports that one device uses at a time, 1 to 64,512. Left out: not checked.</param>
/// <param name="Network">A description in place of a stored one.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NatPoolRequest(int Devices, long? PublicAddresses = null, int? MaxDevicesPerAddress = null, int? PortsPerDevice = null, NetworkDocument? Network = null);

/// <summary>Symptoms of bad calls.</summary>
/// <param name="Symptoms">Each with what is likely behind it.</param>
internal sealed record SymptomsResponse(IReadOnlyList<Diagnosis> Symptoms);
