using Signaling.Api.Problems;
using Signaling.Domain.Network.Planning;
using Signaling.Domain.Network.Policies;
using Signaling.Domain.Sdp;
using static Signaling.Domain.Sdp.SdpErrorCode;

namespace Signaling.Api.OpenApi;

/// <summary>Which error codes each operation may answer with, beyond those that any request can meet (<see cref="Anywhere"/>).</summary>
internal static class OperationErrors
{
    /// <summary>What every operation under <c>/v1</c> may answer.</summary>
    public static IReadOnlyList<string> Anywhere { get; } = ["https_required", "rate_limited", "internal_error"];

    /// <summary>What every operation that needs a token may answer.</summary>
    public static IReadOnlyList<string> SignedIn { get; } = ["unauthenticated", "token_expired", "forbidden", "invalid_device_id"];

    /// <summary>What every operation with a body may answer.</summary>
    public static IReadOnlyList<string> WithBody { get; } = ["invalid_request", "body_too_large", "unsupported_media_type"];

    private static readonly string[] Store = ["store_unavailable", "store_schema_newer"];
    private static readonly string[] Commit = [.. Store, "command_expired", "conflict", "invalid_idempotency_key", "idempotency_key_reused"];
    private static readonly string[] Shelf = [.. Store, "invalid_request", "command_expired", "conflict", "version_mismatch"];
    private static readonly string[] Callees = ["invalid_request", "phone_calls_not_available", "sip_not_available", "federation_not_available"];
    private static readonly string[] OnCall = [.. Commit, "invalid_request", "version_mismatch", "call_not_found", "call_ended", "answered_elsewhere"];
    private static readonly string[] OfCallee = [.. OnCall, "role_not_allowed", "already_rejected"];
    private static readonly string[] InSession = [.. OnCall, "not_this_device", "call_not_answered"];
    private static readonly string[] OnNetwork = [.. Store, "network_not_found"];
    private static readonly string[] Reports = [.. Store, "command_expired", "conflict", "invalid_request", "call_not_found", "call_ended", "call_not_answered", "answered_elsewhere", "not_this_device", "too_many_reports"];
    private static readonly SdpErrorCode[] AnswersOnly = [SrtpAnswerMismatch, KeyingMismatch, MLineMismatch, CodecNotOffered, RejectedSectionActive, DirectionMismatch, RtcpMuxMismatch];
    private static readonly SdpErrorCode[] FragmentsOnly = [FragmentLineNotAllowed];

    private static readonly string[] InOffer = CodesOf([.. Enum.GetValues<SdpErrorCode>().Except(AnswersOnly).Except(FragmentsOnly)]);
    private static readonly string[] InAnswer = CodesOf([.. Enum.GetValues<SdpErrorCode>().Except(FragmentsOnly)]);
    private static readonly string[] InCandidates = CodesOf(CandidateInvalid, SdpInvalid, SdpTooLarge, FragmentLineNotAllowed, IceCredentialsInvalid);

    private static readonly string[] NoWay = [.. Enum.GetValues<MediaRefusalCode>().Select(code => Problem.CodeOf(code))];

    /// <summary>The codes of an operation; null when nobody has said.</summary>
    /// <param name="operation">The endpoint's name.</param>
    public static IReadOnlyList<string>? Of(string operation) => operation switch
    {
        "PlaceCall"            => [.. Commit, "draining", .. Callees, "cannot_call_yourself", "glare", "too_many_calls", .. InOffer, .. NoWay],
        "ListCalls"            => [.. Store, "invalid_request"],
        "ReadCall"             => [.. Store, "call_not_found"],
        "RingCall"             => [.. OfCallee, "too_many_devices"],
        "AnswerCall"           => [.. OfCallee, .. InAnswer, .. NoWay],
        "RejectCall"           => [.. OfCallee, "call_already_answered", "too_many_devices"],
        "HangUpCall"           => [.. OnCall, "already_rejected", "too_many_devices"],
        "RedirectCall"         => [.. OfCallee, .. Callees, "call_already_answered", "redirect_loop", "too_many_redirects", "too_many_calls", "glare"],
        "ReadTimeline"         => [.. Store, "call_not_found"],
        "HoldCall"             => [.. InSession, "offer_pending", .. InOffer, .. NoWay],
        "ResumeCall"           => [.. InSession, "offer_pending", .. InOffer, .. NoWay],
        "TransferCall"         => ["transfer_not_available"],
        "AddCandidates"        => [.. InSession, "already_rejected", "offer_not_pending", "offer_superseded", "too_many_candidates", "relay_required", .. InCandidates],
        "AddCandidateFragment" => [.. InSession, "already_rejected", "offer_not_pending", "offer_superseded", "too_many_candidates", "relay_required", .. InCandidates],
        "MakeOffer"            => [.. InSession, "offer_pending", .. InOffer, .. NoWay],
        "AnswerOffer"          => [.. InSession, "role_not_allowed", "offer_not_pending", "offer_superseded", .. InAnswer, .. NoWay],
        "RejectOffer"          => [.. InSession, "offer_not_pending", "offer_superseded"],
        "SendMessage"          => InSession,
        "ReportConnectivity"   => [.. Reports, "direct_media_blocked"],
        "ReportTelemetry"      => Reports,
        "ShowCallFlows" or "ShowCallQuality" => [.. Store, "invalid_request", "call_not_found"],
        "ReadEvents"           => [.. Store, "draining", "command_expired", "invalid_request", "invalid_cursor", "too_many_connections"],
        "MintRelayCredentials" => ["relays_not_configured"],
        "MintDevelopmentToken" => ["invalid_request"],
        "ListNetworks" or "ListTrunks" => Store,
        "ReadNetwork" or "ReadSubnets" => [.. Store, "invalid_request", "network_not_found"],
        "PutNetwork"           => [.. Shelf, "network_invalid", "another_network_live", "network_is_live", "too_many_networks"],
        "DeleteNetwork"        => [.. Shelf, "network_not_found"],
        "AddSubnets" or "ReplaceSubnets" => [.. Shelf, "network_not_found", "subnets_invalid", "network_invalid"],
        "ReadTrunk"            => [.. Store, "invalid_request", "trunk_not_found"],
        "PutTrunk"             => [.. Shelf, "network_invalid", "too_many_trunks"],
        "DeleteTrunk"          => [.. Shelf, "trunk_not_found"],
        "PlanRoute"            => [.. Store, "network_invalid", "network_not_found", .. Enum.GetValues<PlanError>().Select(error => Problem.CodeOf(error))],
        "JudgeReadiness"       => [.. OnNetwork, "network_invalid", "report_invalid"],
        "PlanBandwidth"        => [.. OnNetwork, "network_invalid", "media_kind_not_allowed", "bandwidth_rates_not_configured"],
        "SizeNatPool"          => [.. OnNetwork, "network_invalid", "device_limit_missing"],
        "ListFirewallRules"    => [.. OnNetwork, "network_invalid", "invalid_request"],
        "AdviseQos"            => [.. OnNetwork, "network_invalid"],
        "JudgeNetworkTest"     => ["report_invalid"],
        "ListSymptoms" or "ListEndpoints" => ["invalid_request"],
        "ShowProblem" or "ShowFlow" or "ShowProfile" => ["not_found"],
        "ListEdges" or "Ping" or "ListProblems" or "ListFlows" or "ListProfiles" or "DescribeNetworkTest" or "Live" or "Ready" => [],
        _ => null,
    };

    private static string[] CodesOf(params SdpErrorCode[] codes) => [.. codes.Select(code => Problem.CodeOf(code))];
}
