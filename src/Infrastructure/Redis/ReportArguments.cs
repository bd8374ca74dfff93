using System.Globalization;
using Signaling.Domain.Identity;
using Signaling.Domain.Quality;
using Signaling.Domain.Quality.Storage;

namespace Signaling.Infrastructure.Redis;

/// <summary>Puts a <see cref="ReportCommit"/> into the form that <c>quality-report.lua</c> takes, and reads what it has written.</summary>
internal static class ReportArguments
{
    private const string Slot = "s:", Tally = "t:";

    /// <summary>Whose inboxes it writes to, in the order in which the script numbers them.</summary>
    public static UserKey[] Recipients(ReportCommit commit) => [.. commit.Events.Select(told => told.To).Distinct()];

    public static RedisArguments Of(ReportCommit commit, UserKey[] recipients, RedisScope scope)
    {
        var keys = scope.Keys;
        var arguments = new RedisArguments().Key(keys.Call(commit.Tenant, commit.Call)).Key(keys.Quality(commit.Tenant, commit.Call, commit.Side));
        foreach (var user in recipients) arguments.Key(keys.User(user)).Key(keys.Inbox(user));

        arguments
            .Add(scope.Edge)
            .Add(keys.EdgeChannels)
            .Add(scope.Shift)
            .Add(commit.NotAfter)
            .Add(commit.Call.Value)
            .Add(commit.Expected.ToString())
            .Add(commit.MaxPerMinute)
            .Add(QualityRecord.MaxSamples)
            .Add(commit.Path?.Sequence ?? 0)
            .Add(commit.Path?.Word ?? "")
            .Add(commit.Path?.Json ?? default)
            .Add(commit.EntryNonce);
        CommitArguments.Limits(scope.Inbox, arguments);

        arguments.Add(recipients.Length);
        foreach (var user in recipients) arguments.Add(RedisKeys.Names(user));
        arguments.Add(commit.Events.Length);
        foreach (var told in commit.Events) arguments.Add(Array.IndexOf(recipients, told.To) + 1).Add(told.Devices.ToString()).Add(told.Body);
        arguments.Add(commit.Samples.Length);
        foreach (var sample in commit.Samples) arguments.Add(sample.Sequence).Add(sample.Json).Add(string.Join(' ', sample.Terms.Select(Write)));
        return arguments;
    }

    /// <summary>What a side has reported, of its hash.</summary>
    public static QualityRecord Read(RedisReply fields)
    {
        var (path, sequence, word) = (default(byte[]), 0, "");
        var top = 0;
        List<StoredSample> samples = [];
        var tallies = System.Collections.Immutable.ImmutableDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        var items = fields.Items;
        for (var i = 0; i < items.Length; i += 2)
        {
            var (name, value) = (items[i].Text, items[i + 1]);
            if (name == "path") path = value.Bytes;
            else if (name == "sequence") sequence = Number(value.Text);
            else if (name == "word") word = value.Text;
            else if (name == "top") top = Number(value.Text);
            else if (name.StartsWith(Tally, StringComparison.Ordinal)) tallies[name[Tally.Length..]] = double.Parse(value.Text, CultureInfo.InvariantCulture);
            else if (name.StartsWith(Slot, StringComparison.Ordinal)) samples.Add(ReadSample(value.Bytes));
        }

        return new(
            path is null ? null : new StoredPath(sequence, word, path),
            [.. samples.Where(sample => sample.Sequence > top - QualityRecord.MaxSamples).OrderBy(sample => sample.Sequence)], // older ones whose place nobody has taken
            new LegTally(tallies.ToImmutable()));
    }

    private static StoredSample ReadSample(byte[] stored)
    {
        var space = Array.IndexOf(stored, (byte)' ');
        return new(Number(System.Text.Encoding.ASCII.GetString(stored, 0, space)), stored.AsMemory(space + 1), []);
    }

    private static string Write(TallyTerm term) => string.Create(CultureInfo.InvariantCulture, $"{term.Name}{(term.IsMost ? '>' : '=')}{term.Value:R}");

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
