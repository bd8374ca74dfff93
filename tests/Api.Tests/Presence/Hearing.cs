using System.Net;
using Signaling.Api.Tests.Running;
using Signaling.Infrastructure.Tests;
using Xunit;

namespace Signaling.Api.Tests.Presence;

/// <summary>What a device hears of the other side.</summary>
internal static class Hearing
{
    /// <summary>A device calls, another answers, and the first has heard so.</summary>
    public static async Task<string> ConnectedAsync(this HubDevice hears, Device caller, Device callee)
    {
        var call = await caller.CallAsync(callee.User);
        Assert.Equal(HttpStatusCode.OK, (await callee.AnswerAsync(call)).Status);
        await hears.NextAsync("call.answered");
        return call;
    }

    /// <summary>The next thing heard is how the other side's device stands.</summary>
    /// <returns>How long that took, but for what the machine took.</returns>
    public static async Task<TimeSpan> SaysAsync(this HubDevice hears, string state, string user, TimeSpan? patience = null)
    {
        var begun = FairWatch.StartNew();
        var data = (await hears.NextAsync("call.peerReconnecting", patience)).GetProperty("data");
        Assert.Equal((state, user), (data.GetProperty("state").GetString(), data.GetProperty("by").GetProperty("user").GetString()));
        return begun.Elapsed;
    }

    /// <summary>The next thing heard is that the call is over.</summary>
    public static async Task<string?> EndAsync(this HubDevice hears, TimeSpan? patience = null) =>
        (await hears.NextAsync("call.ended", patience)).GetProperty("data").GetProperty("reason").GetString();

    /// <summary>How a call stands, as a device reads it.</summary>
    public static async Task<string?> StateAsync(this Device device, string call) => (await device.GetAsync($"/v1/calls/{call}")).Text("state");
}
