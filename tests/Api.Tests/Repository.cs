using System.Diagnostics;
using Xunit;

namespace Signaling.Api.Tests;

/// <summary>The working copy that the tests were built from, and programs run in it.</summary>
internal static class Repository
{
    /// <summary>The folder of <c>signaling.sln</c>.</summary>
    public static string Root { get; } = Find();

    /// <summary>The text of a file, by its path from the root.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The first block of a language in a Markdown file.</summary>
    public static string Snippet(string path, string language)
    {
        var text = Read(path);
        var start = text.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        Assert.True(start > language.Length + 3, $"{path} has no {language} block.");
        return text[start..text.IndexOf("\n```", start, StringComparison.Ordinal)];
    }

    /// <summary>Runs a program with a script on its standard input.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string program, string[] arguments, string input = "", Dictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Root };
        foreach (var (name, value) in environment ?? []) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "signaling.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("signaling.sln is in no folder above the tests.");
    }
}
