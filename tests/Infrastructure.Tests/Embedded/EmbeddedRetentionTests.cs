using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Identity;
using Signaling.Infrastructure.Embedded;
using Signaling.Infrastructure.Storage;
using Signaling.Infrastructure.Tests.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Embedded;

/// <summary>What the embedded store remembers for hours and days, and that it forgets the rest.</summary>
public sealed class EmbeddedRetentionTests
{
    private static readonly TenantId Tenant = new("acme");
    private static readonly Actor Ann = new(new("ann"), new("tab")), Ben = new(new("ben"), new("phone"));
    private static readonly CommitScript Script = new(Tenant) { KeepFor = TimeSpan.FromHours(30) };

    private readonly ManualClock clock = new();
    private readonly EmbeddedStore store;

    public EmbeddedRetentionTests() => store = new EmbeddedStore(clock, new InboxOptions());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static UserKey BensKey => new(Tenant, Ben.User);

    [Fact]
    public async Task Commit_ManyCallsAndRequests_AreAllForgottenInTime()
    {
        for (var n = 0; n < 1000; n++)
        {
            var invite = Script.Invite(new(new($"user {n}"), Ann.Device), new($"callee {n}"), store.Now);
            var request = (new IdempotencyKey($"r{n}", "body"), new RepeatedRequest("body", invite.Call.Id, 201, 1));
            var call = ((CommitResult.Committed)await store.CommitAsync(invite with { Request = request }, Cancel)).Stored;
            await store.CommitAsync((Script with { KeepFor = TimeSpan.FromHours(2) }).Change(call, new CallCommand.HangUp(call.Call.Caller), store.Now)!, Cancel);
            clock.Advance(TimeSpan.FromMilliseconds(10));
        }
        Assert.Equal(4000, store.Count); // calls, requests, two inboxes each

        clock.Advance(TimeSpan.FromHours(3));
        for (var n = 0; n < 200; n++) await store.LeaseDueAsync(TimeSpan.Zero, 1, Cancel);
        Assert.Equal(3000, store.Count); // the calls, though each was to be kept longer while it was open

        for (var n = 0; n < 400; n++)
        {
            clock.Advance(TimeSpan.FromMinutes(5));
            await store.LeaseDueAsync(TimeSpan.Zero, 1, Cancel);
        }
        Assert.Equal(0, store.Count);
    }

    [Theory, InlineData(23, true), InlineData(25, false)]
    public async Task Request_WithinADay_IsRemembered(int hours, bool remembered)
    {
        var invite = Script.Invite(Ann, Ben.User, store.Now);
        var key = new IdempotencyKey("r1", "body");
        await store.CommitAsync(invite with { Request = (key, new RepeatedRequest("body", invite.Call.Id, 201, 1)) }, Cancel);

        clock.Advance(TimeSpan.FromHours(hours));

        Assert.Equal(remembered, (await store.FindAsync(Tenant, invite.Call.Id, key, Cancel)).Repeated is not null);
    }

    [Theory, InlineData(23, false, false), InlineData(25, false, true), InlineData(240, true, false)]
    public async Task Attach_AtTheEndOfAQuietInbox_ResyncsOnlyAfterADayWithoutADevice(int hours, bool attachedMeanwhile, bool resync)
    {
        var place = (await store.AttachAsync(BensKey, Ben.Device, null, Cancel)).Cursor;
        if (!attachedMeanwhile) await store.DetachAsync(BensKey, Ben.Device, TimeSpan.Zero, Cancel);

        for (var hour = 0; hour < hours; hour++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            await store.LeaseDueAsync(TimeSpan.Zero, 1, Cancel);
        }

        Assert.Equal(resync, (await store.AttachAsync(BensKey, Ben.Device, place, Cancel)).Resync);
    }

    [Fact]
    public async Task Append_ClockSetBack_StillComesAfterAllOthers()
    {
        var place = (await store.AttachAsync(BensKey, Ben.Device, null, Cancel)).Cursor;
        clock.Advance(TimeSpan.FromMinutes(-5));
        await store.CommitAsync(Script.Invite(Ann, Ben.User, store.Now), Cancel);

        var entry = Assert.Single((await store.ReadAsync(BensKey, place, 10, Cancel))!.Value);

        Assert.True(entry.Cursor.IsAfter(place));
    }
}
