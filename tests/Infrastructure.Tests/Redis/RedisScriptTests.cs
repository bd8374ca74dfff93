using System.Text.RegularExpressions;
using Signaling.Infrastructure.Redis;
using Xunit;

namespace Signaling.Infrastructure.Tests.Redis;

/// <summary>Every script says what it does and takes, takes what it says, and is one that Redis can run.</summary>
public sealed partial class RedisScriptTests(RedisServer server)
{
    private static readonly RedisScript[] Scripts =
    [
        RedisScript.CallCommit, RedisScript.CandidatesAppend, RedisScript.CallFind, RedisScript.CallsList, RedisScript.InboxAttach,
        RedisScript.InboxDetach, RedisScript.InboxRead, RedisScript.DeadlinesLease,
        RedisScript.DeviceSettle, RedisScript.EdgeClaim, RedisScript.EdgePulse,
        RedisScript.NetworksRead, RedisScript.NetworksWrite, RedisScript.QualityReport, RedisScript.QualityRead, RedisScript.TimelineNote,
    ];

    public static TheoryData<string> Names => [.. Scripts.Select(script => script.Name)];

    [Fact]
    public void Scripts_Embedded_AreAllKnown() => Assert.Equal(
        typeof(RedisScript).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".lua", StringComparison.Ordinal) && !name.EndsWith(".part.lua", StringComparison.Ordinal)).Order(),
        Scripts.Select(script => $"{script.Name}.lua").Order());

    [Theory, MemberData(nameof(Names))]
    public void Header_OfAScript_NamesTheKeysAndValuesItTakes(string name)
    {
        var text = RedisScript.Read($"{name}.lua");
        var header = string.Join('\n', text.Split('\n').TakeWhile(line => line.StartsWith("--", StringComparison.Ordinal)));
        var body = text[header.Length..];

        Assert.Matches(@"\A-- [A-Z]", header);
        Assert.Contains("-- Returns  ", header, StringComparison.Ordinal);
        foreach (var what in new[] { "KEYS", "ARGV" })
        {
            int[] documented = [.. Documented().Matches(header).Where(match => match.Groups[1].Value == what).Select(match => int.Parse(match.Groups[2].Value))];
            int[] used = [.. Used().Matches(body).Where(match => match.Groups[1].Value == what).Select(match => int.Parse(match.Groups[2].Value)).Distinct()];
            Assert.Equal(Enumerable.Range(1, documented.Length), documented);
            Assert.Empty(used.Except(documented));
            if (!body.Contains($"{what}[i", StringComparison.Ordinal) && !body.Contains($"{what}[at", StringComparison.Ordinal)
                && !body.Contains($"{what}[position", StringComparison.Ordinal) && !body.Contains($"#{what}", StringComparison.Ordinal)) Assert.Empty(documented.Except(used));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Text_OfAScript_HasAllItsParts(string name) =>
        Assert.DoesNotContain("--@", Scripts.Single(script => script.Name == name).Text, StringComparison.Ordinal);

    [Theory, MemberData(nameof(Names))]
    public async Task Load_IntoRedis_Succeeds(string name)
    {
        using var redis = await RawRedis.ConnectAsync(server);

        Assert.NotEmpty(await redis.LoadAsync(Scripts.Single(script => script.Name == name).Text));
    }

    [GeneratedRegex(@"^-- (KEYS|ARGV)\[(\d+)\]  ?", RegexOptions.Multiline)]
    private static partial Regex Documented();

    [GeneratedRegex(@"(KEYS|ARGV)\[(\d+)\]")]
    private static partial Regex Used();
}
