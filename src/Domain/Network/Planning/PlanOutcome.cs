namespace Signaling.Domain.Network.Planning;

/// <summary>What the planner makes of a scenario.</summary>
public abstract record PlanOutcome
{
    private PlanOutcome() { }

    /// <summary>It can be done, this way.</summary>
    public sealed record Planned(RoutePlan Plan) : PlanOutcome;

    /// <summary>It cannot be done, or not be told.</summary>
    /// <param name="Error">Why, stable across versions.</param>
    /// <param name="Detail">What to do about it.</param>
    /// <param name="Participant">Whose affair it is, if it is one participant's.</param>
    /// <param name="Entry">The entry of the call flow document behind it; null for plain slips.</param>
    public sealed record Refused(PlanError Error, string Detail, string? Participant = null, int? Entry = null) : PlanOutcome;
}

/// <summary>Why there is no plan.</summary>
public enum PlanError
{
    /// <summary>The scenario names too few, too many or nameless participants, or something that does not go together.</summary>
    ScenarioInvalid,

    /// <summary>The scenario names a network or trunk that the document does not have.</summary>
    ScenarioReferenceUnknown,

    /// <summary>It cannot be told where a participant is (CALL-FLOWS #94).</summary>
    LocationUnknown,

    /// <summary>The profile or its features do not have this kind of call or endpoint (CALL-FLOWS #84).</summary>
    TopologyDoesNotInclude,

    /// <summary>The profile's calls do not carry this kind of media (CALL-FLOWS #11).</summary>
    MediaKindNotAllowed,

    /// <summary>Calls with this tenant are not allowed (CALL-FLOWS #107).</summary>
    FederationNotAllowed,

    /// <summary>The two products do not meet in one meeting (CALL-FLOWS #104).</summary>
    MeetingInteropNotSupported,

    /// <summary>The organizer may not have people dial in or out (CALL-FLOWS #105).</summary>
    PhoneNotProvisioned,

    /// <summary>An SBC stands between two users (CALL-FLOWS #155).</summary>
    SbcBetweenServiceEndpoints,

    /// <summary>The SBC cannot be reached from the Internet, and the trunk may not do without bypass (CALL-FLOWS #126).</summary>
    SbcNotRoutableFromInternet,

    /// <summary>The relay belongs to none of the native pools (CALL-FLOWS #152).</summary>
    ThirdPartyRelayNotSupported,

    /// <summary>The document forbids media between the two networks (<see cref="PairRule"/>).</summary>
    MediaBetweenNetworksNotAllowed,

    /// <summary>Signaling does not get out of the participant's network (CALL-FLOWS #140).</summary>
    NoSignalingPath,

    /// <summary>No way for media is left (CALL-FLOWS #2).</summary>
    NoViableMediaPath,
}
