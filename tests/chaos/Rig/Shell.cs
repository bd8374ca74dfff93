using System.Diagnostics;

namespace Signaling.Chaos.Rig;

/// <summary>Runs the system's own tools.</summary>
internal static class Shell
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Runs a command line, its words separated by single spaces.</summary>
    /// <exception cref="InvalidOperationException">It failed; says what it said.</exception>
    public static void Run(string line)
    {
        if (Try(line) is { } error) throw new InvalidOperationException(error);
    }

    /// <summary>Runs a command line, its words separated by single spaces.</summary>
    /// <returns>What went wrong; null when nothing did.</returns>
    public static string? Try(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        var error = process.StandardError.ReadToEnd();
        if (!process.WaitForExit(Patience)) process.Kill();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : $"`{line}` ended with {process.ExitCode}: {error.Trim()}";
    }

    /// <summary>Sends a process a signal, by its name without SIG.</summary>
    public static void Signal(Process process, string name)
    {
        if (!process.HasExited) Run($"kill -{name} {process.Id}");
    }
}
