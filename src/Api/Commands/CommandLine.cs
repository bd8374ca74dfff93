namespace Signaling.Api.Commands;

/// <summary>What the edge's program does instead of serving, when its first argument says so.</summary>
internal static class CommandLine
{
    /// <summary>Runs a verb.</summary>
    /// <param name="configuration">Reads the settings that the edge would run with; asked only for a verb that needs them.</param>
    /// <returns>The exit code, or null when the arguments name no verb and the edge should serve.</returns>
    public static int? Run(string[] args, Func<IConfiguration> configuration, TextWriter output, TextWriter error) => args switch
    {
        ["token", .. var rest] => TokenCommand.Run(rest, configuration(), TimeProvider.System, output, error),
        ["plan", .. var rest]  => PlanCommand.Run(rest, output, error),
        [var word, ..] when IsUnknown(word) => Refuse(word, error),
        _                      => null,
    };

    // Settings come as --Name=value, /Name=value or Name=value; a bare word can only be meant as a verb.
    private static bool IsUnknown(string word) => word is not ("health" or ['-' or '/', ..]) && !word.Contains('=', StringComparison.Ordinal);

    private static int Refuse(string word, TextWriter error)
    {
        error.WriteLine($"There is no verb `{word}`. Verbs: token, plan, health; --check-config; and settings as --Name=value.");
        return 2;
    }
}
