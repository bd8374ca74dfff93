using System.Net;
using Microsoft.AspNetCore.SignalR;
using Signaling.Api.Tests.Running;
using Xunit;

namespace Signaling.Api.Tests.Events;

public class SignalingHubTests
{
    [Fact]
    public async Task Attach_BeforeACall_GetsItsEventsInOrder()
    {
        await using var edge = await RunningEdge.StartAsync();
        using Device ann = edge.Device("ann"), ben = edge.Device("ben", "phone");
        await using var bens = await HubDevice.AttachAsync(ben);

        var id = await ann.CallAsync("ben");
        var incoming = await bens.NextAsync("call.incoming");
        await ann.PostAsync($"/v1/calls/{id}/hangup");
        var ended = await bens.NextAsync("call.ended");

        Assert.Equal(Descriptions.Offer, incoming.GetProperty("data").GetProperty("sdp").GetString());
        Assert.Equal("cancelled", ended.GetProperty("data").GetProperty("reason").GetString());
        Assert.Equal(ended.GetProperty("cursor").GetString(), bens.Cursor);
    }

    [Fact]
    public async Task Attach_WhileBeingCalled_GetsTheIncomingCallAtOnce()
    {
        await using var edge = await RunningEdge.StartAsync();
        using Device ann = edge.Device("ann"), ben = edge.Device("ben", "tab1"), late = edge.Device("ben", "tab2");
        await using var first = await HubDevice.AttachAsync(ben);
        var id = await ann.CallAsync("ben");
        var told = await first.NextAsync("call.incoming");

        await using var second = await HubDevice.AttachAsync(late);
        var again = await second.NextAsync("call.incoming");

        Assert.Equal(id, again.GetProperty("callId").GetString());
        Assert.Equal(told.GetProperty("id").GetString(), again.GetProperty("id").GetString()); // one event, one id
        Assert.Equal(Descriptions.Offer, again.GetProperty("data").GetProperty("sdp").GetString());
    }

    [Fact]
    public async Task Attach_WithItsCursor_GetsWhatItMissedAndNothingTwice()
    {
        await using var edge = await RunningEdge.StartAsync();
        using Device ann = edge.Device("ann"), ben = edge.Device("ben");
        var before = await HubDevice.AttachAsync(ben);
        var id = await ann.CallAsync("ben");
        await before.NextAsync("call.incoming");
        var cursor = before.Cursor;
        await before.DisposeAsync();
        await ann.PostAsync($"/v1/calls/{id}/hangup");

        await using var after = await HubDevice.AttachAsync(ben, cursor);
        await after.NextAsync("call.ended");

        Assert.False(after.HasMore);
    }

    [Fact]
    public async Task Attach_WithACursorNobodyKnows_IsToldToResyncWithTheCallsAsTheyStand()
    {
        await using var edge = await RunningEdge.StartAsync();
        using Device ann = edge.Device("ann"), ben = edge.Device("ben");
        var id = await ann.CallAsync("ben");

        await using var bens = await HubDevice.AttachAsync(ben, "1700000000000-0.strange");
        var word = await bens.ControlAsync();

        Assert.Equal("resync", word.GetProperty("type").GetString());
        Assert.Equal(id, word.GetProperty("activeCalls")[0].GetProperty("id").GetString());
        await ann.PostAsync($"/v1/calls/{id}/hangup");
        await bens.NextAsync("call.ended"); // and goes on from there
    }

    [Fact]
    public async Task Attach_ByANewerConnectionOfTheDevice_ReplacesTheOlder()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var ben = edge.Device("ben", "tab1");
        await using var older = await HubDevice.AttachAsync(ben);

        await using var newer = await HubDevice.AttachAsync(ben);

        Assert.Equal("replaced", (await older.ControlAsync()).GetProperty("type").GetString());
        await older.Closed;
        using var ann = edge.Device("ann");
        await ann.CallAsync("ben");
        await newer.NextAsync("call.incoming");
    }

    [Fact]
    public async Task Attach_TwoDevices_EachIsToldWhatIsForIt()
    {
        await using var edge = await RunningEdge.StartAsync();
        using Device ann = edge.Device("ann"), phone = edge.Device("ben", "phone"), tablet = edge.Device("ben", "tablet");
        await using HubDevice phones = await HubDevice.AttachAsync(phone), tablets = await HubDevice.AttachAsync(tablet);
        var id = await ann.CallAsync("ben");
        await phones.NextAsync("call.incoming");
        await tablets.NextAsync("call.incoming");

        await phone.PostAsync($"/v1/calls/{id}/answer", new { sdp = Descriptions.Answer });
        var lost = await tablets.NextAsync("call.ended");
        await ann.PostAsync($"/v1/calls/{id}/hangup");
        var over = await phones.NextAsync("call.ended");

        Assert.Equal("answered_elsewhere", lost.GetProperty("data").GetProperty("reason").GetString());
        Assert.Equal("hung_up", over.GetProperty("data").GetProperty("reason").GetString());
        Assert.False(tablets.HasMore);
    }

    [Fact]
    public async Task Cursor_OfADeviceThatIsToldNothing_MovesOnWithWhatIsForOthers()
    {
        await using var edge = await RunningEdge.StartAsync();
        using Device ann = edge.Device("ann"), phone = edge.Device("ben", "phone"), tablet = edge.Device("ben", "tablet");
        await using HubDevice phones = await HubDevice.AttachAsync(phone), tablets = await HubDevice.AttachAsync(tablet);
        var id = await ann.CallAsync("ben");
        await phone.PostAsync($"/v1/calls/{id}/answer", new { sdp = Descriptions.Answer });
        await tablets.NextAsync("call.incoming");
        await tablets.NextAsync("call.ended");

        await ann.PostAsync($"/v1/calls/{id}/messages", new { text = "for the phone alone" });
        await phones.NextAsync("call.incoming");
        var last = (await phones.NextAsync("call.message")).GetProperty("cursor").GetString();

        await Poll.UntilAsync(() => tablets.Cursor == last, "the tablet's cursor");
        Assert.False(tablets.HasMore);
        await using var again = await HubDevice.ConnectAsync(tablet);
        Assert.Equal("attached", (await again.AttachAsync(tablets.Cursor)).GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("1-1")]
    [InlineData("")]
    public async Task Attach_WithWhatIsNoCursor_IsRefused(string cursor)
    {
        await using var edge = await RunningEdge.StartAsync();
        using var ben = edge.Device("ben");
        await using var bens = await HubDevice.ConnectAsync(ben);

        var refused = await Assert.ThrowsAsync<HubException>(() => bens.AttachAsync(cursor));

        Assert.Contains("invalid_cursor", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Renew_WithAnothersToken_IsRefused()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var ben = edge.Device("ben");
        await using var bens = await HubDevice.AttachAsync(ben);

        await bens.RenewAsync(RunningEdge.TokenOf("ben"));
        await Assert.ThrowsAsync<HubException>(() => bens.RenewAsync(RunningEdge.TokenOf("ann")));
        await Assert.ThrowsAsync<HubException>(() => bens.RenewAsync(RunningEdge.TokenOf("ben", tenant: "other")));
        await Assert.ThrowsAsync<HubException>(() => bens.RenewAsync(RunningEdge.TokenOf("ben", scopes: "admin")));
        await Assert.ThrowsAsync<HubException>(() => bens.RenewAsync("nonsense"));
    }

    [Fact]
    public async Task Renew_BeforeItIsAttached_IsRefused()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var ben = edge.Device("ben");
        await using var bens = await HubDevice.ConnectAsync(ben);

        var refused = await Assert.ThrowsAsync<HubException>(() => bens.RenewAsync(ben.Token));

        Assert.Contains("attach first", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_AboutToEnd_IsAnnouncedToItsConnection()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var ben = edge.Device("ben", token: RunningEdge.TokenOf("ben", lifetime: TimeSpan.FromSeconds(50)));
        await using var bens = await HubDevice.AttachAsync(ben);

        Assert.Equal("tokenExpiring", (await bens.ControlAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Attach_ByOneDeviceMoreThanAllowed_IsRefusedOnEveryTransportAndTakesNobodysPlace()
    {
        await using var edge = await RunningEdge.StartAsync(settings: new() { ["RateLimits:ConnectionsPerUser"] = "2" });
        using Device one = edge.Device("ben", "tab1"), two = edge.Device("ben", "tab2"), three = edge.Device("ben", "tab3"), ann = edge.Device("ann");
        await using HubDevice ones = await HubDevice.AttachAsync(one), twos = await HubDevice.AttachAsync(two);
        await using var threes = await HubDevice.ConnectAsync(three);

        var refused = await Assert.ThrowsAsync<HubException>(() => threes.AttachAsync(null));
        var polled = await three.GetAsync("/v1/events");
        await using var again = await HubDevice.AttachAsync(two); // in the place of its own older connection

        Assert.Contains("too_many_connections", refused.Message, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.TooManyRequests, "too_many_connections"), (polled.Status, polled.Code));
        await ann.CallAsync("ben");
        await ones.NextAsync("call.incoming");
        await again.NextAsync("call.incoming");
    }

    [Fact]
    public async Task Attach_ByManyDevicesAtOnce_LetsInAsManyAsAllowed()
    {
        await using var edge = await RunningEdge.StartAsync(settings: new() { ["RateLimits:ConnectionsPerUser"] = "3" });
        Device[] devices = [.. Enumerable.Range(0, 20).Select(number => edge.Device("ben", $"tab{number}"))];
        var hubs = await Task.WhenAll(devices.Select(device => HubDevice.ConnectAsync(device)));

        var attached = await Task.WhenAll(hubs.Select(async hub =>
        {
            try
            {
                await hub.AttachAsync(null);
                return true;
            }
            catch (HubException refused) when (refused.Message.Contains("too_many_connections", StringComparison.Ordinal))
            {
                return false;
            }
        }));

        Assert.Equal(3, attached.Count(isIn => isIn));
        foreach (var hub in hubs) await hub.DisposeAsync();
        foreach (var device in devices) device.Dispose();
    }

    [Fact]
    public async Task Negotiate_Always_SaysWhatToDoInstead()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var ben = edge.Device("ben");

        var answer = await ben.PostAsync("/hubs/signaling/negotiate?negotiateVersion=1");

        Assert.Equal((HttpStatusCode.BadRequest, "negotiation_not_supported"), (answer.Status, answer.Code));
    }
}
