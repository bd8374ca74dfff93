using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Signaling.Api.Commands;

/// <summary>What is wrong with settings, by the names that an operator writes: <c>Calls:RingTimeout</c>, not the class and property behind it.</summary>
internal static partial class SettingFaults
{
    /// <summary>The faults of one section, each a sentence.</summary>
    public static IEnumerable<string> Of(OptionsValidationException invalid)
    {
        var section = SettingSections.All.FirstOrDefault(one => one.Options == invalid.OptionsType).Name;
        return invalid.Failures.Select(failure => Generated().Replace(failure, match => $"{(section is null ? "" : section + ":")}{match.Groups["name"]}"));
    }

    // As the options validators write it: "RingTimeout: The field CallOptions.RingTimeout must be …".
    [GeneratedRegex(@"^(?<name>\w+): The (field )?\w+\.\k<name>( field)?(?= )")]
    private static partial Regex Generated();
}
