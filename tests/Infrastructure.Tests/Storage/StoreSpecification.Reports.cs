using System.Text;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Quality.Storage;
using Xunit;

namespace Signaling.Infrastructure.Tests.Storage;

public abstract partial class StoreSpecification
{
    [Fact]
    [Trait("CallFlow", "#231")]
    public async Task Report_OfSamples_IsKeptForEachSideAndAddedUp()
    {
        await using var store = await CreateAsync();
        var call = await ConnectedAsync(store.One);

        var first = await store.One.Quality.ReportAsync(Report(store.One, call) with { Samples = [Sample(1), Sample(2)] }, Cancel);
        await store.Other.Quality.ReportAsync(Report(store.Other, call) with { Samples = [Sample(3)] }, Cancel);
        await store.One.Quality.ReportAsync(Report(store.One, call, CallSide.Callee) with { Samples = [Sample(9)] }, Cancel);

        Assert.Equal(new ReportResult.Taken(2, false), first);
        var (caller, callee) = await store.Other.Quality.ReadReportsAsync(Tenant, call.Call.Id, Cancel);
        Assert.Equal(["sample 1", "sample 2", "sample 3"], caller.Samples.Select(sample => Describe.Text(sample.Json)));
        Assert.Equal((6.5, 3d), (caller.Tally.Values["sum"], caller.Tally.Values["most"]));
        Assert.Equal([9], callee.Samples.Select(sample => sample.Sequence));
        Assert.Equal(call.Version, (await FindAsync(store.One, call.Call.Id))!.Version);
    }

    [Fact]
    [Trait("CallFlow", "#81")]
    public async Task Report_OfSamplesTwiceLateAndOutOfOrder_CountsEachOnce()
    {
        await using var store = await CreateAsync();
        var call = await ConnectedAsync(store.One);
        Task<ReportResult> SendAsync(params int[] numbers) => store.One.Quality.ReportAsync(Report(store.One, call) with { Samples = [.. numbers.Select(Sample)] }, Cancel);

        Assert.Equal(3, Assert.IsType<ReportResult.Taken>(await SendAsync(5, 3, 5, 4)).Counted);
        Assert.Equal(1, Assert.IsType<ReportResult.Taken>(await SendAsync(4, 5, 2)).Counted);
        Assert.Equal(1, Assert.IsType<ReportResult.Taken>(await SendAsync(124)).Counted);
        Assert.Equal(0, Assert.IsType<ReportResult.Taken>(await SendAsync(4, 1)).Counted); // too old to be told from known ones

        var caller = (await store.One.Quality.ReadReportsAsync(Tenant, call.Call.Id, Cancel)).Caller;
        Assert.Equal([5, 124], caller.Samples.Select(sample => sample.Sequence));
        Assert.Equal(2 + 3.5 + 4 + 5 + 124, caller.Tally.Values["sum"]);
        Assert.Equal(124, caller.Tally.Values["most"]);
    }

    [Fact]
    public async Task Report_OfMoreSamplesThanAreKept_KeepsTheNewestAndAllInTheTally()
    {
        await using var store = await CreateAsync();
        var call = await ConnectedAsync(store.One);

        for (var first = 1; first < 260; first += 20)
            await store.One.Quality.ReportAsync(Report(store.One, call) with { Samples = [.. Enumerable.Range(first, 20).Select(Sample)] }, Cancel);

        var caller = (await store.Other.Quality.ReadReportsAsync(Tenant, call.Call.Id, Cancel)).Caller;
        Assert.Equal(Enumerable.Range(141, 120), caller.Samples.Select(sample => sample.Sequence));
        Assert.Equal(260, caller.Tally.Values["most"]);
        Assert.Equal(260 * 261 / 2 + 0.5, caller.Tally.Values["sum"]);
    }

    [Fact]
    [Trait("CallFlow", "#62"), Trait("CallFlow", "#63")]
    public async Task Report_OfThePath_IsToldWhenItIsAnotherOne()
    {
        await using var store = await CreateAsync();
        var call = await ConnectedAsync(store.One);
        var place = (await store.Other.Inboxes.AttachAsync(Key(Ben), Ben.Device, null, Cancel)).Cursor;
        Task<ReportResult> SendAsync(int number, string word) => store.One.Quality.ReportAsync(
            Report(store.One, call) with { Path = new(number, word, Bytes($"report {number}")), Events = [Told(call, Ann, word), Told(call, Ben, word)] }, Cancel);

        Assert.Equal(new ReportResult.Taken(0, true), await SendAsync(2, "relayed"));
        Assert.Equal(new ReportResult.Taken(0, false), await SendAsync(3, "relayed"));
        Assert.Equal(new ReportResult.Taken(0, false), await SendAsync(1, "direct")); // late
        Assert.Equal(new ReportResult.Taken(0, false), await SendAsync(3, "direct")); // twice
        Assert.Equal(new ReportResult.Taken(0, true), await SendAsync(4, "direct"));

        var path = (await store.Other.Quality.ReadReportsAsync(Tenant, call.Call.Id, Cancel)).Caller.Path!;
        Assert.Equal((4, "direct", "report 4"), (path.Sequence, path.Word, Describe.Text(path.Json)));
        var told = (await store.Other.Inboxes.ReadAsync(Key(Ben), place, 10, Cancel))!.Value;
        Assert.Equal(["relayed", "direct"], told.Select(entry => Describe.Text(entry.Body)));
    }

    [Fact]
    public async Task Report_OnAnotherVersionOrCall_IsRefusedAndNotKept()
    {
        await using var store = await CreateAsync();
        var call = await ConnectedAsync(store.One);
        var held = await DoAsync(store.One, call, new CallCommand.Hold(Ann, null));
        var report = Report(store.One, call) with { Samples = [Sample(1)] };

        Assert.Equal(held.Version, Assert.IsType<ReportResult.Stale>(await store.One.Quality.ReportAsync(report, Cancel)).Stored.Version);
        Assert.IsType<ReportResult.Missing>(await store.One.Quality.ReportAsync(report with { Call = new("test_other") }, Cancel));
        Assert.IsType<ReportResult.TooLate>(await store.One.Quality.ReportAsync(report with { NotAfter = store.One.Calls.Now - TimeSpan.FromSeconds(1) }, Cancel));
        var (caller, callee) = await store.One.Quality.ReadReportsAsync(Tenant, call.Call.Id, Cancel);
        Assert.Equal((0, 0, null), (caller.Samples.Length, callee.Samples.Length, caller.Path));
    }

    [Fact]
    public async Task Report_MoreOftenThanAllowed_IsRefused()
    {
        await using var store = await CreateAsync();
        var call = await ConnectedAsync(store.One);
        // A minute may end on the way; in two runs of three within one minute the third is always too many.
        var results = new List<ReportResult>();
        for (var number = 1; number <= 6; number++) results.Add(await store.One.Quality.ReportAsync(Report(store.One, call) with { Samples = [Sample(number)], MaxPerMinute = 2 }, Cancel));

        Assert.InRange(results.OfType<ReportResult.TooMany>().Count(), 2, 4);
        Assert.IsType<ReportResult.Taken>(await store.One.Quality.ReportAsync(Report(store.One, call, CallSide.Callee) with { Samples = [Sample(1)], MaxPerMinute = 2 }, Cancel));
    }

    [Fact]
    public async Task Reports_OfACallThatIsGone_AreGone()
    {
        await using var store = await CreateAsync();
        var call = await ConnectedAsync(store.One, Script with { KeepFor = TimeSpan.FromSeconds(1) });
        await store.One.Quality.ReportAsync(Report(store.One, call) with { Samples = [Sample(1)] }, Cancel);

        await store.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Empty((await store.One.Quality.ReadReportsAsync(Tenant, call.Call.Id, Cancel)).Caller.Samples);
    }

    private static async Task<StoredCall> ConnectedAsync(Edge edge, CommitScript? script = null) => await DoAsync(edge, await InviteAsync(edge, Ann, Ben, script), Answer(Ben), script);

    private static ReportCommit Report(Edge edge, StoredCall call, CallSide side = CallSide.Caller) => new()
    {
        Tenant = Tenant,
        Call = call.Call.Id,
        Expected = call.Version,
        Side = side,
        EntryNonce = Guid.NewGuid().ToString("n")[..16],
        MaxPerMinute = 100,
        NotAfter = edge.Calls.Now + TimeSpan.FromSeconds(30),
    };

    private static StoredSample Sample(int number) => new(number, Bytes($"sample {number}"), [new("sum", number == 3 ? number + 0.5 : number), new("most", number, IsMost: true)]);

    private static InboxEvent Told(StoredCall call, Domain.Identity.Actor to, string body) => new(Key(to), DeviceFilter.Only(to.Device), Bytes(body), call.Call.Id, null);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
