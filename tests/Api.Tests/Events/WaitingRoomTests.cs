using Signaling.Api.Events;
using Xunit;

namespace Signaling.Api.Tests.Events;

public class WaitingRoomTests
{
    [Fact]
    public void Clear_AfterAMinute_EndsWhoHasNotAttached()
    {
        var clock = new ManualClock();
        var room = new WaitingRoom(clock);
        List<string> ended = [];
        foreach (var connection in (string[])["waits", "attaches", "tries again"]) room.Enter(connection, () => ended.Add(connection));

        room.Leave("attaches");
        clock.Now += TimeSpan.FromSeconds(59);
        room.Clear();
        Assert.Empty(ended);
        room.Enter("tries again", () => ended.Add("tries again"));
        clock.Now += TimeSpan.FromSeconds(1);
        room.Clear();
        room.Clear();

        Assert.Equal(["waits"], ended);
    }
}
