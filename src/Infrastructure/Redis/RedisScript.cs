using System.Text;

namespace Signaling.Infrastructure.Redis;

/// <summary>A Lua script of <c>Redis/Scripts</c>, with its parts put in: <c>--@ name</c> stands for the file of that name.</summary>
internal sealed partial class RedisScript
{
    public static RedisScript CallCommit { get; } = new("call-commit");
    public static RedisScript CandidatesAppend { get; } = new("candidates-append");
    public static RedisScript CallFind { get; } = new("call-find");
    public static RedisScript TimelineNote { get; } = new("timeline-note");
    public static RedisScript CallsList { get; } = new("calls-list");
    public static RedisScript InboxAttach { get; } = new("inbox-attach");
    public static RedisScript InboxDetach { get; } = new("inbox-detach");
    public static RedisScript InboxRead { get; } = new("inbox-read");
    public static RedisScript DeadlinesLease { get; } = new("deadlines-lease");
    public static RedisScript DeviceSettle { get; } = new("device-settle");
    public static RedisScript EdgeClaim { get; } = new("edge-claim");
    public static RedisScript QualityReport { get; } = new("quality-report");
    public static RedisScript QualityRead { get; } = new("quality-read");
    public static RedisScript EdgePulse { get; } = new("edge-pulse");
    public static RedisScript NetworksRead { get; } = new("networks-read");
    public static RedisScript NetworksWrite { get; } = new("networks-write");

    private const string PartMark = "--@ ";

    private RedisScript(string name)
    {
        Name = name;
        var text = string.Join('\n', Read($"{name}.lua").Split('\n').Select(line => line.StartsWith(PartMark, StringComparison.Ordinal) ? Read(line[PartMark.Length..].Trim()) : line));
        Spoil(ref text);
        Text = text;
    }

    // Where the chaos suite takes a check away, to see that it is missed (tests/chaos); in any other build there is nothing here.
    partial void Spoil(ref string text);

    /// <summary>The file's name without <c>.lua</c>.</summary>
    public string Name { get; }

    /// <summary>What Redis runs.</summary>
    public string Text { get; }

    /// <summary>An embedded file.</summary>
    public static string Read(string file)
    {
        using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The script {file} is not embedded in {typeof(RedisScript).Assembly.GetName().Name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
