using System.Diagnostics;

namespace Signaling.Chaos.Rig;

/// <summary>Runs the system's own tools.</summary>
internal static class Shell
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Runs a command line, its words separated by single spaces.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; says what it said.</exception>
    public static string Run(string line)
    {
        var (output, wrong) = Execute(line);
        return wrong is null ? output : throw new InvalidOperationException(wrong);
    }

    /// <summary>Runs a command line, its words separated by single spaces; that it fails is no matter.</summary>
    public static void Try(string line) => Execute(line);

    /// <summary>Sends a process a signal, by its name without SIG.</summary>
    public static void Signal(Process process, string name)
    {
        if (!process.HasExited) Run($"kill -{name} {process.Id}");
    }

    private static (string Output, string? Wrong) Execute(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        var error = process.StandardError.ReadToEnd();
        if (!process.WaitForExit(Patience)) process.Kill();
        process.WaitForExit();
        return (output, process.ExitCode == 0 ? null : $"`{line}` ended with {process.ExitCode}: {error.Trim()}");
    }
}
