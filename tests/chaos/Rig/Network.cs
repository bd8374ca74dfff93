using System.Globalization;
using System.Net;

namespace Signaling.Chaos.Rig;

/// <summary>The networks of one deployment: a namespace for each edge, joined to ours by a cable, and addresses of ours for Redis.</summary>
/// <param name="number">Which deployment, 0 to 20: no two at once have an address in common.</param>
internal sealed class Network(int number)
{
    /// <summary>Where Redis listens; it moves to the replica when the primary fails.</summary>
    public IPAddress Redis { get; } = IPAddress.Parse($"10.78.{number}.1");

    /// <summary>Where the replica listens until then.</summary>
    public IPAddress Replica { get; } = IPAddress.Parse($"10.78.{number}.2");

    /// <summary>Where the nodes of a Redis Cluster listen, if there is one.</summary>
    public IPAddress[] Nodes => [Redis, Replica, IPAddress.Parse($"10.78.{number}.3")];

    /// <summary>What a command line begins with so that it runs where an edge does.</summary>
    public string Inside(int edge) => $"ip netns exec {Name(edge)}";

    public IPAddress Of(int edge) => IPAddress.Parse($"10.77.{Net(edge)}.2");

    /// <summary>The same edge by another way, which can be cut off.</summary>
    public IPAddress DoorOf(int edge) => IPAddress.Parse($"10.77.{Net(edge)}.3");

    /// <summary>Lays the cables.</summary>
    public void Build(int edges)
    {
        foreach (var node in Nodes) Shell.Run($"ip address add {node}/32 dev lo");
        for (var edge = 0; edge < edges; edge++)
        {
            var (name, net) = (Name(edge), Net(edge));
            Shell.Run($"ip netns add {name}");
            Shell.Run($"ip link add {name} type veth peer name cable netns {name}");
            Shell.Run($"ip address add 10.77.{net}.1/24 dev {name}");
            Shell.Run($"ip link set {name} up");
            foreach (var line in (string[])["link set lo up", $"address add {Of(edge)}/24 dev cable", $"address add {DoorOf(edge)}/24 dev cable", "link set cable up", $"route add default via 10.77.{net}.1"])
                Shell.Run($"ip -n {name} {line}");
        }
    }

    /// <summary>Takes away again what there is of it. The cables first: the kernel takes down a namespace's own whenever it gets round to
    /// it, and until then nobody could have one of that name.</summary>
    public void Remove(int edges)
    {
        for (var edge = 0; edge < edges; edge++)
        {
            Shell.Try($"ip link delete {Name(edge)}");
            Shell.Try($"ip netns delete {Name(edge)}");
        }
        foreach (var node in Nodes) Shell.Try($"ip address delete {node}/32 dev lo");
    }

    /// <summary>Drops what an edge sends to Redis, what Redis sends to it, or both.</summary>
    public void Cut(int edge, Direction direction)
    {
        if (direction.HasFlag(Direction.ToRedis)) Shell.Run($"{Inside(edge)} iptables -w -I OUTPUT -d {Redis} -j DROP");
        if (direction.HasFlag(Direction.FromRedis)) Shell.Run($"{Inside(edge)} iptables -w -I INPUT -s {Redis} -j DROP");
    }

    /// <summary>Drops all that comes and goes by an edge's other way: nothing is closed, and nobody is told.</summary>
    public void Silence(int edge)
    {
        Shell.Run($"{Inside(edge)} iptables -w -I INPUT -d {DoorOf(edge)} -j DROP");
        Shell.Run($"{Inside(edge)} iptables -w -I OUTPUT -s {DoorOf(edge)} -j DROP");
    }

    /// <summary>Loses packets between an edge and an address, at random: this share of them in each direction.</summary>
    public void Lose(int edge, IPAddress address, double share)
    {
        foreach (var way in (string[])[$"OUTPUT -d {address}", $"INPUT -s {address}"])
            Shell.Run(FormattableString.Invariant($"{Inside(edge)} iptables -w -I {way} -m statistic --mode random --probability {share} -j DROP"));
    }

    /// <summary>How many packets an edge's rules have dropped.</summary>
    public int Dropped(int edge) => Shell.Run($"{Inside(edge)} iptables -w -nvxL").Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words is [_, _, "DROP", ..]).Sum(words => int.Parse(words[0], CultureInfo.InvariantCulture));

    /// <summary>Takes back all that was done to an edge's way.</summary>
    public void Mend(int edge) => Shell.Run($"{Inside(edge)} iptables -w -F");

    private string Name(int edge) => $"d{number}e{edge}";

    private int Net(int edge) => (number * 10) + edge;
}

/// <summary>Which way a cut goes.</summary>
[Flags]
internal enum Direction
{
    /// <summary>What the edge sends is lost.</summary>
    ToRedis = 1,

    /// <summary>What Redis sends is lost.</summary>
    FromRedis = 2,

    /// <summary>Everything is lost.</summary>
    Both = ToRedis | FromRedis,
}
