using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Signaling.Api.Commands;

namespace Signaling.Api.Tests.Commands;

/// <summary>Writes docs/configuration.md from the options classes: names, types, defaults and ranges from the code, meanings from its comments.</summary>
internal static partial class ConfigurationPage
{
    private const string Head = """
        # Configuration

        Generated from the options classes; `UPDATE_DOCS=1 dotnet test tests/Api.Tests` writes it again.

        Settings are read from `appsettings.json`, from environment variables and from the command line, later ones winning. `Calls:RingTimeout` is
        `Calls__RingTimeout` in the environment and `--Calls:RingTimeout=00:01:00` on the command line; the second entry of a list is
        `Cors__Origins__1`. Times are `[d.]hh:mm:ss[.fff]`, sizes are in bytes. A wrong value stops the start with a message that names it;
        `dotnet Signaling.Api.dll --check-config` checks all of them, misspelt names too, without starting anything.

        | setting | type | default | range | meaning |
        |---|---|---|---|---|
        | `Store` | `Embedded`, `Redis` | `Embedded` in Development, else `Redis` | | Where calls are kept: in the memory of this one process, or in Redis. Outside Development `Embedded` must be said outright. |
        | `ASPNETCORE_ENVIRONMENT` | text | `Production` | | `Development` opens `POST /v1/dev/tokens`, plain HTTP on loopback and a certificate of its own. |
        | `ASPNETCORE_HTTP_PORTS`, `ASPNETCORE_HTTPS_PORTS` | numbers | 5080 and 5443 in Development | | The ports to listen on, separated by `;`. |
        | `Kestrel:Certificates:Default:Path`, `…:KeyPath`, `…:Password` | text | | | The certificate for HTTPS: a PFX file with its password, or a PEM file with its key. |
        | `Logging:LogLevel:<category>` | `Trace` … `None` | `Information` | | What is logged. Outside Development logs are lines of JSON on the standard output. |

        """;

    private static readonly Dictionary<string, XElement> Comments = Directory.GetFiles(AppContext.BaseDirectory, "Signaling.*.xml")
        .SelectMany(file => XDocument.Load(file).Descendants("member"))
        .GroupBy(member => member.Attribute("name")!.Value).ToDictionary(same => same.Key, same => same.First());

    /// <summary>The page as it should stand.</summary>
    public static string Write()
    {
        var page = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var (name, options) in SettingSections.All)
        {
            page.Append($"\n## {name}\n\n{MeaningOf("T:" + options.FullName)}\n\n| setting | type | default | range | meaning |\n|---|---|---|---|---|\n");
            foreach (var row in RowsOf(name, options, Activator.CreateInstance(options))) page.Append(row).Append('\n');
        }

        return page.ToString();
    }

    private static IEnumerable<string> RowsOf(string path, Type type, object? defaults)
    {
        foreach (var setting in SettingSections.SettingsOf(type))
        {
            var (name, value) = ($"{path}:{setting.Name}", defaults is null ? null : setting.GetValue(defaults));
            var element = SettingSections.ElementOf(setting.PropertyType);
            if (element is not null && SettingSections.IsGroup(element))
            {
                foreach (var row in RowsOf($"{name}:n", element, Activator.CreateInstance(element))) yield return row;
            }
            else if (SettingSections.IsGroup(setting.PropertyType))
            {
                foreach (var row in RowsOf(name, setting.PropertyType, value)) yield return row;
            }
            else
            {
                yield return $"| `{name}` | {TypeOf(setting.PropertyType)} | {DefaultOf(value)} | {RangeOf(setting)} | {MeaningOf($"P:{setting.DeclaringType!.FullName}.{setting.Name}")} |";
            }
        }
    }

    private static string TypeOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var list when SettingSections.ElementOf(list) is { } element => "list of " + TypeOf(element) + (element == typeof(string) ? "s" : ""),
        var number when number == typeof(int) || number == typeof(long) => "number",
        var number when number == typeof(double) => "decimal number",
        var flag when flag == typeof(bool) => "`true`, `false`",
        var time when time == typeof(TimeSpan) => "time",
        var uri when uri == typeof(Uri) => "address",
        { IsEnum: true } choice => string.Join(", ", Enum.GetNames(choice).Select(name => $"`{name}`")),
        _ => "text",
    };

    private static string DefaultOf(object? value) => value switch
    {
        null or "" => "",
        string text when text == Environment.MachineName => "the machine's name",
        System.Collections.IEnumerable list and not string => string.Join(", ", list.Cast<object>().Select(DefaultOf)),
        bool flag => flag ? "`true`" : "`false`",
        TimeSpan time => $"`{(time.Ticks % TimeSpan.TicksPerSecond == 0 ? $"{time:c}" : $"{time:c}".TrimEnd('0'))}`",
        _ => $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`",
    };

    private static string RangeOf(PropertyInfo setting) =>
        setting.GetCustomAttribute<RangeAttribute>() is { } range ? $"{Convert.ToString(range.Minimum, CultureInfo.InvariantCulture)} … {Convert.ToString(range.Maximum, CultureInfo.InvariantCulture)}"
        : setting.GetCustomAttribute<MinLengthAttribute>() is { } length ? $"at least {length.Length} characters"
        : setting.GetCustomAttribute<RequiredAttribute>() is not null ? "not empty"
        : "";

    private static string MeaningOf(string member)
    {
        if (!Comments.TryGetValue(member, out var comment) || comment.Element("summary") is not { } summary) throw new InvalidOperationException($"{member} has no summary.");
        var text = string.Concat(summary.Nodes().Concat(comment.Elements("value").SelectMany(value => value.Nodes().Prepend(new XText(" ")))).Select(Plain));
        return Blanks().Replace(text, " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);
    }

    private static string Plain(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => $"`{(see.Attribute("cref")?.Value ?? see.Attribute("langword")!.Value).Split('.', ':')[^1]}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement other => other.Value,
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
