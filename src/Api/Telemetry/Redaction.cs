using System.Text.RegularExpressions;

namespace Signaling.Api.Telemetry;

/// <summary>Takes secrets out of what is about to be logged, whoever wrote it: the last of several nets.</summary>
internal static partial class Redaction
{
    private const string Gone = "[redacted]";

    /// <summary>The text without tokens, passwords, keys of media and ICE passwords.</summary>
    public static string Apply(string text) =>
        text.Length < 8 ? text : Named().Replace(Tokens().Replace(text, Gone), match => match.Groups["name"].Value + Gone);

    // A JWT, wherever it stands: `eyJ` is `{"` in base64url.
    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]+\.?[A-Za-z0-9_-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Tokens();

    [GeneratedRegex("""(?<name>access_token=|\btoken=|Authorization:\s*(?:Bearer\s+)?|Bearer |password["']?\s*[=:]\s*["']?|secret["']?\s*[=:]\s*["']?|"?credential"?\s*[=:]\s*"?|a=ice-pwd:|a=crypto:\d+ \S+ inline:)[^\s&"',;]+""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Named();
}
