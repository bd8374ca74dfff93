using System.Reflection;
using System.Text.RegularExpressions;
using Signaling.Api.Transport;
using Signaling.Infrastructure.Redis;

namespace Signaling.Api.Tests.Docs;

/// <summary>Every setting there is, read from the options classes: <c>Relays:Servers:n:Host</c>.</summary>
internal static partial class SettingNames
{
    private static readonly Type[] Sections =
        [.. new[] { typeof(HttpsOptions).Assembly, typeof(RedisOptions).Assembly }.SelectMany(assembly => assembly.GetTypes()).Where(type => SectionOf(type) is not null)];

    /// <summary>All of them, sections and their parts too.</summary>
    public static IReadOnlySet<string> All { get; } = Sections.SelectMany(type => Under(SectionOf(type)!, type)).Append("Store").ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether a word is meant to be a setting: it begins like one.</summary>
    public static bool Claims(string word) => Separator().Split(word) is [var section, { Length: > 0 }, ..] && Sections.Any(type => SectionOf(type) == section);

    /// <summary>The setting that a word names, with <c>n</c> for the place in a list and without a value.</summary>
    public static string Of(string word) => Index().Replace(Separator().Replace(word.Split('=', ' ')[0].TrimEnd(':', '.'), ":"), ":n");

    private static string? SectionOf(Type type) =>
        type.Name.EndsWith("Options", StringComparison.Ordinal) ? type.GetField("Section", BindingFlags.Static | BindingFlags.Public)?.GetRawConstantValue() as string : null;

    private static IEnumerable<string> Under(string name, Type type)
    {
        yield return name;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>))
        {
            foreach (var part in Under($"{name}:n", type.GenericTypeArguments[0])) yield return part;
        }
        else if (type.Namespace!.StartsWith("Signaling.", StringComparison.Ordinal) && !type.IsEnum)
        {
            foreach (var part in type.GetProperties(BindingFlags.Instance | BindingFlags.Public).SelectMany(property => Under($"{name}:{property.Name}", property.PropertyType))) yield return part;
        }
    }

    [GeneratedRegex("__|:")]
    private static partial Regex Separator();

    [GeneratedRegex(@":(\d+|n)(?=:|$)")]
    private static partial Regex Index();
}
