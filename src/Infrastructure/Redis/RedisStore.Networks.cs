using System.Collections.Immutable;
using System.Globalization;
using Signaling.Domain.Identity;
using Signaling.Domain.Network.Storage;

namespace Signaling.Infrastructure.Redis;

/// <summary>Networks and trunks: one hash of what a tenant has, one of their texts, and one script for each change.</summary>
public sealed partial class RedisStore : INetworkStore
{
    private const int KnownShelf = 1;

    public async Task<NetworkShelf> ListAsync(TenantId tenant, CancellationToken cancel) => (await ReadShelfAsync(tenant, null, "", trunks: false, cancel))!.Shelf;

    public async Task<ShelfContent> FindAsync(TenantId tenant, DocumentKey key, CancellationToken cancel) =>
        (await ReadShelfAsync(tenant, null, ShelfFields.NameOf(key), trunks: false, cancel))!;

    public Task<ShelfContent?> ReadAsync(TenantId tenant, string? network, DocumentVersion? known, CancellationToken cancel) =>
        ReadShelfAsync(tenant, known, network is null ? "live" : ShelfFields.NameOf(DocumentKey.OfNetwork(network)), trunks: true, cancel);

    public async Task<ShelfResult> CommitAsync(ShelfCommit commit, CancellationToken cancel)
    {
        var arguments = new RedisArguments()
            .Key(scope.Keys.Networks(commit.Tenant)).Key(scope.Keys.NetworkTexts(commit.Tenant))
            .Add(scope.Shift)
            .Add(commit.NotAfter)
            .Add(commit.Expected?.ToString() ?? "")
            .Add(commit.Next.ToString())
            .Add(ShelfFields.NameOf(commit.Key))
            .Add(commit.Text ?? "")
            .Add(commit.Live ?? "")
            .Add(commit.Replaced is { } replaced ? ShelfFields.NameOf(DocumentKey.OfNetwork(replaced)) : "");
        return (await RunAsync(RedisScript.NetworksWrite, arguments, cancel)).Code switch
        {
            Written => ShelfResult.Committed,
            TooLate => ShelfResult.TooLate,
            _       => ShelfResult.Stale,
        };
    }

    private async Task<ShelfContent?> ReadShelfAsync(TenantId tenant, DocumentVersion? known, string text, bool trunks, CancellationToken cancel)
    {
        var arguments = new RedisArguments()
            .Key(scope.Keys.Networks(tenant)).Key(scope.Keys.NetworkTexts(tenant))
            .Add(scope.Shift)
            .Add(known?.ToString() ?? "")
            .Add(text)
            .Add(trunks);
        var (code, reply) = await RunAsync(RedisScript.NetworksRead, arguments, cancel);
        return code == KnownShelf ? null : new ShelfContent(ShelfFields.ReadShelf(reply[2].Items), ShelfFields.ReadTexts(reply[3].Items));
    }
}

/// <summary>How a shelf is written in its hashes.</summary>
internal static class ShelfFields
{
    private static readonly string[] Kinds = ["network", "trunk", "endpoints"]; // in the order of DocumentKind

    /// <summary>The field of a document.</summary>
    public static string NameOf(DocumentKey key) => $"{Kinds[(int)key.Kind]}:{key.Id}";

    /// <summary>Reads the hash of what there is.</summary>
    public static NetworkShelf ReadShelf(RedisReply[] fields)
    {
        var shelf = NetworkShelf.Empty;
        List<ShelfEntry> entries = [];
        for (var i = 0; i < fields.Length; i += 2)
        {
            var (name, value) = (fields[i].Text, fields[i + 1].Text);
            if (name == "version") shelf = shelf with { Version = VersionOf(value) };
            else if (name == "live") shelf = shelf with { Live = value };
            else if (name == "schema") continue; // the script has looked at it
            else entries.Add(ReadEntry(KeyOf(name), value.Split(' ')));
        }

        return shelf with { Entries = [.. entries.OrderBy(entry => entry.Key.Kind).ThenBy(entry => entry.Key.Id, StringComparer.Ordinal)] };
    }

    /// <summary>Reads texts as the script gives them.</summary>
    public static ImmutableDictionary<DocumentKey, string> ReadTexts(RedisReply[] fields) =>
        fields.Chunk(2).ToImmutableDictionary(pair => KeyOf(pair[0].Text), pair => System.Text.Encoding.UTF8.GetString(pair[1].Bytes));

    private static DocumentKey KeyOf(string name) =>
        name.Split(':', 2) is [var kind, var id] && Array.IndexOf(Kinds, kind) is >= 0 and var index ? new((DocumentKind)index, id) : throw new InvalidDataException("Redis: a field of a shelf is none of ours.");

    private static ShelfEntry ReadEntry(DocumentKey key, string[] parts) => new(
        key, VersionOf(parts[0]), DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[1], CultureInfo.InvariantCulture)), int.Parse(parts[2], CultureInfo.InvariantCulture));

    private static DocumentVersion VersionOf(string text) => DocumentVersion.TryParse(text, out var version) ? version : throw new InvalidDataException("Redis: a shelf has a version that is none of ours.");
}
