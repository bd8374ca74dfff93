namespace Signaling.Api.Problems;

internal static partial class ErrorCatalogue
{
    /// <summary>What the preparation of networks refuses.</summary>
    private static IEnumerable<ErrorEntry> Readiness =>
    [
        new("report_invalid", 422, "Report of a network test invalid", "A report is of another version, too large, or holds values that cannot be.", "Take it with this deployment's own page /network-test or client library, and send it unchanged."),
        new("bandwidth_rates_not_configured", 422, "Bandwidth rates not configured", "Nobody has said what one stream of a kind of media takes.", "Set `Readiness:Rates`, or send `rates`; the documents give no figures."),
        new("device_limit_missing", 400, "Devices per address not given", "It is not said how many devices one public address carries.", "Send `maxDevicesPerAddress`, or set `Readiness:MaxDevicesPerAddress`; the documents give no number."),
    ];
}
