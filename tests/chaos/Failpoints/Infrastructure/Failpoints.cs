using System.Diagnostics;
using System.Globalization;

namespace Signaling.Chaos;

/// <summary>Ends or stops this process at a named place. A file that <c>SIGNALING_CHAOS_CONTROL</c> names (several, with colons between)
/// arms one: the place, what is to happen (<c>kill</c>, or <c>stall</c> and milliseconds) and at which hit, as in
/// <c>before-commit stall:2000 3</c>. Whoever does it renames the file to <c>….fired</c> first: of several processes with the same file only one does.</summary>
public static class Failpoints
{
    private static readonly string[] Controls = (Environment.GetEnvironmentVariable("SIGNALING_CHAOS_CONTROL") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, int> Hits = [];

    /// <summary>The check that this process is to do without: <c>conflict</c>, <c>previous</c>, <c>lease</c> or <c>notAfter</c>.</summary>
    public static string? Without { get; } = Environment.GetEnvironmentVariable("SIGNALING_CHAOS_WITHOUT");

    /// <summary>Passes a named place, unless this was the hit it was armed for.</summary>
    public static void Hit(string place)
    {
        foreach (var control in Controls)
        {
            if (File.Exists(control) && Take(control, place) is { } action) Do(action);
        }
    }

    private static string? Take(string control, string place)
    {
        try
        {
            lock (Gate)
            {
                var text = $"{File.ReadAllText(control).Trim()} {File.GetLastWriteTimeUtc(control).Ticks}";
                if (text.Split(' ') is not [var where, var action, var which, _] || where != place) return null;
                var hits = Hits[text] = Hits.GetValueOrDefault(text) + 1;
                if (hits != int.Parse(which, CultureInfo.InvariantCulture)) return null;
                File.Move(control, control + ".fired");
                return action;
            }
        }
        catch (IOException)
        {
            return null; // another process was quicker, or it was taken away
        }
    }

    private static void Do(string action)
    {
        if (action == "kill") Process.GetCurrentProcess().Kill(); // SIGKILL: nothing is tidied up
        Thread.Sleep(action.Split(':') is ["stall", var milliseconds] ? int.Parse(milliseconds, CultureInfo.InvariantCulture) : Timeout.Infinite);
    }
}
