using System.Collections.Frozen;
using System.Reflection;
using Signaling.Infrastructure.Relays;

namespace Signaling.Api.Commands;

/// <summary>Every section of settings that this program reads: the classes with a constant <c>Section</c>. docs/configuration.md is made from them.</summary>
internal static class SettingSections
{
    /// <summary>Each section's name and class, ordered by name.</summary>
    public static IReadOnlyList<(string Name, Type Options)> All { get; } =
    [
        .. new[] { typeof(SettingSections).Assembly, typeof(RelayOptions).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Select(type => (Name: type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string, Options: type))
            .Where(section => section.Name is not null)
            .Select(section => (section.Name!, section.Options))
            .OrderBy(section => section.Item1, StringComparer.Ordinal),
    ];

    /// <summary>The settings of a class: what can be written, in the order in which it stands in the source.</summary>
    public static IEnumerable<PropertyInfo> SettingsOf(Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).OrderBy(property => property.MetadataToken);

    /// <summary>What a list of settings holds; null when the type is no list.</summary>
    public static Type? ElementOf(Type type) =>
        type == typeof(string) ? null : type.GetInterfaces().Prepend(type).FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GenericTypeArguments[0];

    /// <summary>Whether a type is a group of settings of ours rather than a value.</summary>
    public static bool IsGroup(Type type) => type.Namespace?.StartsWith(nameof(Signaling), StringComparison.Ordinal) is true && type is { IsClass: true };

    /// <summary>Keys that are configured under one of our sections and mean nothing: most likely misspelt.</summary>
    public static IEnumerable<string> FindUnknown(IConfiguration configuration) => All.SelectMany(section => FindUnknown(configuration.GetSection(section.Name), section.Options));

    private static IEnumerable<string> FindUnknown(IConfigurationSection section, Type type)
    {
        if (ElementOf(type) is { } element) return section.GetChildren().SelectMany(child => FindUnknown(child, element));
        if (!IsGroup(type)) return section.GetChildren().Select(child => child.Path);
        var known = SettingsOf(type).ToFrozenDictionary(property => property.Name, property => property.PropertyType, StringComparer.OrdinalIgnoreCase);
        return section.GetChildren().SelectMany(child => known.TryGetValue(child.Key, out var next) ? FindUnknown(child, next) : [child.Path]);
    }
}
