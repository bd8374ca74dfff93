using Signaling.Domain.Sdp;

namespace Signaling.Domain.Network.Planning;

/// <summary>A call that might be made: who, where, what for, and what is known about the ways between them.</summary>
public sealed record Scenario
{
    /// <summary>The kind of call. Default: one to one.</summary>
    public CallKind Kind { get; init; }

    /// <summary>Who takes part, first the one who calls or comes first; at most 100. None in a hairpin: the user has left it (CALL-FLOWS #136).</summary>
    public IReadOnlyList<Participant> Participants { get; init => field = Given.List(value); } = [];

    /// <summary>What is to be done with the media on the way (CALL-FLOWS #32).</summary>
    public PlannedNeeds Needs { get; init => field = value ?? new(); } = new();

    /// <summary>What the call carries. Default: audio (CALL-FLOWS #11).</summary>
    public IReadOnlyList<MediaKind> MediaKinds { get; init => field = value ?? [MediaKind.Audio]; } = [MediaKind.Audio];

    /// <summary>What is known about the ways between the participants.</summary>
    public Connectivity Connectivity { get; init => field = value ?? new(); } = new();

    /// <summary>Who organized a group call. Default: the first participant.</summary>
    public Organizer? Organizer { get; init; }

    /// <summary>The trunk of a phone call, by its name in the document. Default: the service's own numbers.</summary>
    public string? Trunk { get; init; }

    /// <summary>The second trunk of a hairpin; it may be the first again (CALL-FLOWS #135).</summary>
    public string? SecondTrunk { get; init; }
}

/// <summary>Kinds of call.</summary>
public enum CallKind
{
    /// <summary>Two users.</summary>
    OneToOne,

    /// <summary>A conference or meeting.</summary>
    Group,

    /// <summary>One user and the phone network.</summary>
    Pstn,

    /// <summary>Phone network to phone network, after a user passed the call on (CALL-FLOWS #135).</summary>
    Hairpin,

    /// <summary>A meeting that is streamed to an audience (CALL-FLOWS #191).</summary>
    Broadcast,
}

/// <summary>What is to be done with media on the way; any of it takes a media server (CALL-FLOWS #32).</summary>
/// <param name="Recording">Recorded.</param>
/// <param name="Transcription">Written down.</param>
/// <param name="Mixing">Mixed.</param>
/// <param name="Routing">Forwarded selectively.</param>
public sealed record PlannedNeeds(bool Recording = false, bool Transcription = false, bool Mixing = false, bool Routing = false)
{
    /// <summary>Whether a media server is needed.</summary>
    public bool Any => Recording || Transcription || Mixing || Routing;
}

/// <summary>What is known about the ways between participants.</summary>
public sealed record Connectivity
{
    /// <summary>Whether media get through directly (host or reflexive candidates, CALL-FLOWS #66). Default: not known; then what is likely is assumed, and the plan says so.</summary>
    public bool? Direct { get; init; }

    /// <summary>Whose relay carries the media if one must. Default: the service's, or the Edge that the profile uses.</summary>
    public RelayOwner? Relay { get; init; }

    /// <summary>The address of the relay that carries them, to be checked against the native pools (CALL-FLOWS #152). Default: not known.</summary>
    public string? RelayAddress { get; init; }

    /// <summary>Participants whose relay the other side can reach; if neither, both relays are used (CALL-FLOWS #39, #69). Default: all.</summary>
    public IReadOnlyList<string>? ReachableRelays { get; init; }
}

/// <summary>Who organized a group call.</summary>
public sealed record Organizer
{
    /// <summary>The organizer's tenant. Default: the document's.</summary>
    public string? Tenant { get; init; }

    /// <summary>Where the organizer is homed. Default: online.</summary>
    public UserHome Home { get; init; }

    /// <summary>The region of that home. Default: not said.</summary>
    public string? HomeRegion { get; init; }

    /// <summary>The product in which the meeting takes place. Default: the profile's own (CALL-FLOWS #104).</summary>
    public MeetingPlatform Platform { get; init; }

    /// <summary>Whether people may dial in. Default: false (CALL-FLOWS #105).</summary>
    public bool DialIn { get; init; }

    /// <summary>Whether people may be dialled out to. Default: false (CALL-FLOWS #105).</summary>
    public bool DialOut { get; init; }
}

/// <summary>Where a user's account lives (CALL-FLOWS #165).</summary>
public enum UserHome
{
    /// <summary>In the service.</summary>
    Online,

    /// <summary>In a datacenter of the tenant.</summary>
    OnPrem,
}

/// <summary>The product of a meeting.</summary>
public enum MeetingPlatform
{
    /// <summary>The profile's own.</summary>
    Own,

    /// <summary>Skype for Business.</summary>
    SkypeForBusiness,
}
