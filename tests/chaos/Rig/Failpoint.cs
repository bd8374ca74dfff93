namespace Signaling.Chaos.Rig;

/// <summary>A place in the product where an edge can be made to die or stand still; one edge's own, or that of whichever is there first.</summary>
/// <param name="file">Through which edges know of it.</param>
internal sealed class Failpoint(string file)
{
    public string File => file;

    /// <summary>Arms it: <c>kill</c> or <c>stall:milliseconds</c>, at an edge's n-th hit from now.</summary>
    public void Arm(string place, string action, int hit)
    {
        System.IO.File.Delete(file + ".fired");
        System.IO.File.WriteAllText(file + ".new", $"{place} {action} {hit}");
        System.IO.File.Move(file + ".new", file, overwrite: true);
    }

    public void Disarm() => System.IO.File.Delete(file);
}
