using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Signaling.Api.Auth;
using Signaling.Api.Network;
using Signaling.Api.Problems;
using Signaling.Domain.Quality.Readiness;

namespace Signaling.Api.Preparation;

/// <summary>Whether there is enough: of bandwidth on every stretch, of public addresses for all devices.</summary>
internal static class BandwidthEndpoints
{
    private const int MostSessions = 20, MostLinks = 50, MostStreams = 10_000_000, MostDevices = 100_000_000, LongestName = 64;
    private const double MostMbps = 100_000_000;

    /// <summary>Has the whole way room for the calls? Every stretch must carry all of them beside its other traffic.</summary>
    /// <remarks>What one stream takes is the operator's to say (<c>Readiness:Rates</c>, or <c>rates</c> here, in kilobits per second): the documents give no figures.</remarks>
    /// <param name="id">The stored network's name; any name where the description comes along.</param>
    public static async Task<Results<Ok<BandwidthResponse>, ProblemHttpResult>> PlanAsync(
        string id, BandwidthRequest body, HttpContext context, NetworkSource networks, IOptions<ReadinessOptions> options, CancellationToken cancel)
    {
        if (Fault(body) is { } fault) return Problem.For("invalid_request", fault);
        var (model, problem) = await networks.FindAsync(context.Caller().Tenant, id, body.Network, cancel);
        if (model is null) return problem!;
        if (body.Sessions!.FirstOrDefault(one => !model.Profile.MediaKinds.Contains(one.Kind)) is { } strange)
            return Problem.For("media_kind_not_allowed", $"Calls of the profile {RoutePlanResponse.Name(model.Profile.Name)} carry no {RoutePlanResponse.Name(strange.Kind)}.");

        var plan = BandwidthPlan.Of(
            [.. body.Sessions!.Select(one => new BandwidthSessions(one.Kind, one.Sending, one.Receiving ?? one.Sending))],
            [.. body.Links!.Select(one => new BandwidthLink(one.Name!, one.UpMbps, one.DownMbps ?? one.UpMbps, one.OtherUpMbps, one.OtherDownMbps))],
            (body.Rates ?? new()).Or(options.Value.Rates.ToRates()));
        return plan.Missing.Count == 0
            ? TypedResults.Ok(BandwidthResponse.Of(plan))
            : Problem.For("bandwidth_rates_not_configured", $"Nobody has said what one stream takes of: {string.Join(", ", plan.Missing.Select(RoutePlanResponse.Name))}. Set `Readiness:Rates`, or send `rates`.", rule: "CALL-FLOWS #302");
    }

    /// <summary>Are there enough public addresses for the devices behind them?</summary>
    /// <remarks>How many devices one address carries depends on the device that translates: the documents give no number.</remarks>
    /// <param name="id">The stored network's name; any name where the description comes along.</param>
    public static async Task<Results<Ok<NatPool>, ProblemHttpResult>> SizeAsync(
        string id, NatPoolRequest body, HttpContext context, NetworkSource networks, IOptions<ReadinessOptions> options, CancellationToken cancel)
    {
        if (body.Devices is < 1 or > MostDevices) return Problem.For("invalid_request", $"`devices` is 1 to {MostDevices}.");
        if (body.PublicAddresses < 0 || body.MaxDevicesPerAddress < 1) return Problem.For("invalid_request", "`publicAddresses` is not negative, `maxDevicesPerAddress` at least 1.");
        if (body.PortsPerDevice is < 1 or > NatPool.UsablePorts) return Problem.For("invalid_request", $"`portsPerDevice` is 1 to {NatPool.UsablePorts}.");
        if ((body.MaxDevicesPerAddress ?? options.Value.MaxDevicesPerAddress) is not { } most) return Problem.For("device_limit_missing", rule: "CALL-FLOWS #304");

        var (model, problem) = await networks.FindAsync(context.Caller().Tenant, id, body.Network, cancel);
        if (model is null) return problem!;
        return (body.PublicAddresses ?? NatPool.AddressesOf(model)) is { } addresses
            ? TypedResults.Ok(NatPool.Of(body.Devices, addresses, most, body.PortsPerDevice))
            : Problem.For("invalid_request", "Say how many `publicAddresses` there are: the description of the network names none in `egressPrefixes` (IPv4, by the Internet).");
    }

    private static string? Fault(BandwidthRequest body)
    {
        if (body.Sessions is not { Count: > 0 and <= MostSessions } || body.Sessions.Any(one => one is null)) return $"`sessions` has 1 to {MostSessions} entries.";
        if (body.Links is not { Count: > 0 and <= MostLinks } || body.Links.Any(one => one is null)) return $"`links` has 1 to {MostLinks} entries: every stretch of the way, from the desk to the service.";
        if (body.Sessions.Any(one => one.Sending is < 0 or > MostStreams || one.Receiving is < 0 or > MostStreams)) return $"`sending` and `receiving` are 0 to {MostStreams}.";
        if (body.Links.Any(one => one.Name is not { Length: > 0 and <= LongestName })) return $"Each link has a `name` of 1 to {LongestName} characters.";
        if (body.Links.SelectMany(one => new[] { one.UpMbps, one.DownMbps ?? 0, one.OtherUpMbps, one.OtherDownMbps }).Any(mbps => mbps is not (>= 0 and <= MostMbps))) return $"Megabits per second are 0 to {MostMbps:0}.";
        return body.Rates is { } rates && new[] { rates.Audio, rates.Video, rates.ScreenShare, rates.FileTransfer }.Any(rate => rate is < 0 or > 1_000_000) ? "`rates` are 0 to 1000000 kilobits per second." : null;
    }
}
