using System.Diagnostics;
using System.Globalization;

namespace Signaling.Chaos;

/// <summary>Ends or stops this process at a named place. The file that <c>SIGNALING_CHAOS_CONTROL</c> names arms one: the place, what is
/// to happen (<c>kill</c>, or <c>stall</c> and milliseconds) and at which hit, as in <c>before-commit stall:2000 3</c>. What has
/// happened is renamed to <c>….fired</c>.</summary>
public static class Failpoints
{
    private static readonly string? Control = Environment.GetEnvironmentVariable("SIGNALING_CHAOS_CONTROL");
    private static readonly Lock Gate = new();
    private static string armed = "";
    private static int hits;

    /// <summary>The check that this process is to do without: <c>conflict</c>, <c>previous</c>, <c>lease</c> or <c>notAfter</c>.</summary>
    public static string? Without { get; } = Environment.GetEnvironmentVariable("SIGNALING_CHAOS_WITHOUT");

    /// <summary>Passes a named place, unless this was the hit it was armed for.</summary>
    public static void Hit(string place)
    {
        if (Control is null || !File.Exists(Control)) return;

        string action;
        lock (Gate)
        {
            var text = Read();
            if (text != armed) (armed, hits) = (text, 0);
            if (text.Split(' ') is not [var where, var what, var which] || where != place || ++hits != int.Parse(which, CultureInfo.InvariantCulture)) return;
            action = what;
            File.Move(Control, Control + ".fired", overwrite: true);
        }

        if (action == "kill") Process.GetCurrentProcess().Kill(); // SIGKILL: nothing is tidied up
        Thread.Sleep(action.Split(':') is ["stall", var milliseconds] ? int.Parse(milliseconds, CultureInfo.InvariantCulture) : Timeout.Infinite);
    }

    private static string Read()
    {
        try
        {
            return File.ReadAllText(Control!).Trim();
        }
        catch (IOException)
        {
            return ""; // taken away meanwhile
        }
    }
}
