using Signaling.Domain.Network;
using Signaling.Domain.Sdp;

namespace Signaling.Domain.Quality.Readiness;

/// <summary>Which packets to prefer when a link is full, and how to know them.</summary>
/// <param name="Marks">The mark of each kind of media.</param>
/// <param name="Matches">How a router knows media on the way to the service; these ports carry all kinds alike (CALL-FLOWS #219).</param>
/// <param name="Notes">What else to know.</param>
public sealed record QosAdvice(IReadOnlyList<QosMark> Marks, IReadOnlyList<QosMatch> Matches, IReadOnlyList<string> Notes)
{
    /// <summary>Marks of RFC 8837 §5 for high priority; where it names several, the one least likely to be dropped.</summary>
    private static readonly QosMark[] Table =
    [
        new(MediaKind.Audio,        "EF",   46),
        new(MediaKind.Video,        "AF41", 34),
        new(MediaKind.ScreenShare,  "AF41", 34),
        new(MediaKind.FileTransfer, "AF21", 18),
    ];

    /// <summary>Advice for a network.</summary>
    public static QosAdvice Of(NetworkModel model, IReadOnlyList<ServiceHost> hosts)
    {
        List<string> notes =
        [
            "Marks are those of RFC 8837, section 5. Browsers set them only where the app asks and the system lets them, so mark at the first router, by host and port.",
            "The ports do not tell audio from video. Where a router cannot tell them apart otherwise, give all of them one class, wide enough for what POST /v1/networks/{id}/bandwidth says.",
            "On the Internet nobody keeps to marks; they help on your own links, where congestion usually is.",
        ];
        foreach (var network in model.Document.CustomerNetworks)
        {
            if (network.PrivateCircuit is { } circuit) notes.Add(circuit.Qos ? $"The private circuit of {network.Id} keeps to marks under congestion." : $"The private circuit of {network.Id} does not keep to marks; have that turned on.");
            if (network.Policies.PacketShaper) notes.Add($"A shaper of {network.Id} stands on the way; let media go past it rather than through a class of it.");
        }

        return new(
            [.. Table.Where(mark => model.Profile.MediaKinds.Contains(mark.Kind))],
            [.. hosts.Where(host => host.Role != ServiceRole.Edge && host.Udp.Count > 0).Select(host => new QosMatch(host.Host, host.Udp))],
            notes);
    }
}

/// <summary>How packets of one kind are marked.</summary>
/// <param name="Kind">Of what.</param>
/// <param name="Class">The class's name (RFC 2597, RFC 3246).</param>
/// <param name="Dscp">Its code point, 0 to 63.</param>
public sealed record QosMark(MediaKind Kind, string Class, int Dscp);

/// <summary>UDP to a host of the service.</summary>
/// <param name="Host">Its name or address.</param>
/// <param name="Ports">Destination ports.</param>
public sealed record QosMatch(string Host, IReadOnlyList<int> Ports);
