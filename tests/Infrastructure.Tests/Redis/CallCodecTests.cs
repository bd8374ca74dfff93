using System.Collections.Immutable;
using Signaling.Domain.Calls;
using Signaling.Domain.Identity;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Policies;
using Signaling.Domain.Sdp;
using Signaling.Infrastructure.Redis;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>Nothing of a call is lost on the way to the store and back, whatever is added to it later.</summary>
public sealed class CallCodecTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    // Every property has another value than a new call's.
    internal static readonly Call Full = new()
    {
        Id = new("local_c1"),
        Tenant = new("t1"),
        Caller = new(new("ann"), new("phone")),
        Callee = new("ben"),
        CalleeDevice = new("tablet"),
        Phase = CallPhase.Ended,
        Media = new(Recording: true, Transcription: true),
        CreatedAt = At,
        RingUntil = At.AddSeconds(45),
        AnsweredAt = At.AddSeconds(5),
        EndedAt = At.AddSeconds(50),
        EndReason = EndReason.Rejected,
        Rejection = RejectReason.Declined,
        EndedBy = new("ben"),
        Invited = [new("desk"), new("phone")],
        Devices = ImmutableSortedDictionary<DeviceId, DeviceStanding>.Empty.Add(new("desk"), new(RejectReason.Declined)).Add(new("phone"), DeviceStanding.Ringing),
        LastOffer = 9,
        Agreed = new(4, CallSide.Callee, [new("audio", "sendrecv", ["opus", "PCMU"], "UDP/TLS/RTP/SAVPF")]),
        Pending = new(9, CallSide.Callee, At.AddSeconds(30)),
        SupersededOffer = 7,
        RejectedOffer = 8,
        HeldByCaller = true,
        HeldByCallee = true,
        CallerPresence = new(Reach.Away, At.AddSeconds(20)),
        CalleePresence = new(Reach.Unattached, At.AddSeconds(5)),
        Passage = new(
            ImmutableDictionary<Actor, DevicePlace>.Empty
                .Add(new(new("ann"), new("phone")), new(Location.InternetViaVpn, "hq", null) { Source = "198.51.100.7", Hosts = ["10.200.0.5"], Tunnel = ["id:3"], Declared = new(Location.Internet, ViaVpn: true) })
                .Add(new(new("ben"), new("tablet")), new(Location.Unknown, "hq", LocationDoubt.HostAddressesHidden)),
            [new(new(new("ann"), new("phone")), 1, [new(Candidate("candidate:1 1 udp 1 10.1.2.3 5 typ host network-id 1"), "0", 0, "UfrA")], Complete: true)],
            [new(new(new("ben"), new("tablet")), 2, [new(Candidate("candidate:2 1 tcp 1 10.1.2.3 9 typ host tcptype active"), null, null, null)], Complete: false)]),
        RedirectedFrom = [new("cid"), new("dee")],
        Events = 12,
        InvitedByEvent = 3,
    };

    [Fact]
    public void Read_WhatWasWritten_IsTheSameInEveryProperty()
    {
        var read = CallCodec.Read(CallCodec.Write(Full), CallCodec.WriteDevices(Full.Invited)) with { Passage = PassageCodec.Read(PassageCodec.Write(Full.Passage)) }; // a field of its own

        foreach (var property in typeof(Call).GetProperties().Where(property => property.SetMethod is not null))
        {
            var (before, after) = (property.GetValue(Full), property.GetValue(read));
            Assert.False(Equals(before, property.GetValue(new Call { Id = default, Tenant = default, Caller = default, Callee = default, Phase = default, CreatedAt = default, RingUntil = default })),
                $"{property.Name} has the value of a new call here, and would not be missed");
            Assert.Equivalent(before, after, strict: true);
        }
    }

    private static IceCandidate Candidate(string text) => IceCandidate.TryParse(text, out var candidate, out _) ? candidate : throw new ArgumentException(text);
}
