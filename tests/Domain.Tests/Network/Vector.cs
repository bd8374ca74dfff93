using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;

namespace Signaling.Domain.Tests.Network;

/// <summary>One line of <c>vectors.csv</c>, whose head says what the columns mean.</summary>
public sealed record Vector(int Entry, string Name, string Profile, string Kind, string Participants, string Known, string Signaling, string Media, string Mode)
{
    private const string File = "Network/vectors.csv";

    public static IReadOnlyList<Vector> All { get; } =
    [
        .. System.IO.File.ReadLines(Path.Combine(AppContext.BaseDirectory, File))
            .Where(line => line.Length > 0 && char.IsAsciiDigit(line[0]))
            .Select(line => line.Split(';'))
            .Select(cell => new Vector(int.Parse(cell[0]), cell[1], cell[2], cell[3], cell[4], cell[5], cell[6], cell[7], cell[8])),
    ];

    internal NetworkDocument Document(bool withCircuit = true)
    {
        var words = Profile.Split('+');
        List<Feature> features = [];
        foreach (var word in words[1..])
        {
            if (word == "circuit" && withCircuit) features.Add(Feature.PrivateCircuit);
            else if (word is not ("table" or "circuit")) features.Add(Enum.Parse<Feature>(word, ignoreCase: true));
        }

        return Networks.With(Enum.Parse<ProfileName>(words[0], ignoreCase: true), [.. features]) with
        {
            CloudConnectorPstnSignaling = words.Contains("table") ? CloudConnectorSignaling.Table : CloudConnectorSignaling.Prose,
        };
    }

    internal Scenario Scenario()
    {
        var known = Known.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new()
        {
            Kind = Enum.Parse<CallKind>(Kind, ignoreCase: true),
            Participants = [.. Participants.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(Read)],
            Connectivity = new()
            {
                Direct = known.Contains("direct") ? true : known.Contains("blocked") ? false : null,
                Relay = Value("relay") is { } relay ? Enum.Parse<RelayOwner>(relay, ignoreCase: true) : null,
            },
            Trunk = Value("trunk"),
            SecondTrunk = Value("second"),
            Organizer = Value("organizer")?.Split(',') is { } organizer
                ? new() { Home = Enum.Parse<UserHome>(organizer[0], ignoreCase: true), Tenant = organizer.Length > 1 ? "fabrikam" : null }
                : null,
        };

        string? Value(string name) => known.FirstOrDefault(word => word.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
    }

    public override string ToString() => $"#{Entry} {Name}";

    private static Participant Read(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new()
        {
            Id = words[0].TrimEnd(':'),
            Kind = words.Contains("sfb") ? EndpointKind.SfbUser : EndpointKind.User,
            Home = words.Contains("onPrem") ? UserHome.OnPrem : UserHome.Online,
            Tenant = words.Contains("other") ? "fabrikam" : words.Contains("otherOnService") ? "woodgrove" : null,
            Location = words.Contains("inside") ? Location.CustomerNetwork
                : words.Contains("vpn") ? Location.InternetViaVpn
                : words.Contains("guest") ? Location.GuestPrivateNetwork
                : words.Contains("federated") ? Location.FederatedNetwork
                : Location.Internet,
        };
    }
}
