using Signaling.Domain.Calls;
using Signaling.Domain.Identity;
using Signaling.Domain.Quality.Storage;

namespace Signaling.Infrastructure.Redis;

/// <summary>Reports of calls. The codes are those of <c>quality-report.lua</c>.</summary>
public sealed partial class RedisStore
{
    public async Task<ReportResult> ReportAsync(ReportCommit commit, CancellationToken cancel)
    {
        var recipients = ReportArguments.Recipients(commit);
        var (code, reply) = await WriteAsync(RedisScript.QualityReport, ReportArguments.Of(commit, recipients, scope), recipients, cancel);
        switch (code)
        {
            case Written:
                var places = reply[4].Items;
                for (var i = 0; i < places.Length; i++)
                    Announce(recipients[i], places[i].Items, [.. commit.Events.Where(told => told.To == recipients[i])], commit.EntryNonce);
                return new ReportResult.Taken((int)reply[2].Number, reply[3].Number == 1);
            case Missing:   return new ReportResult.Missing();
            case Stale:     return new ReportResult.Stale(CallFields.Read(reply[2], scope.Forms)!);
            case OverLimit: return new ReportResult.TooMany();
            case TooLate:   return new ReportResult.TooLate();
            default:        throw new InvalidDataException($"A script gave an unknown code: {code}.");
        }
    }

    public async Task<(QualityRecord Caller, QualityRecord Callee)> ReadReportsAsync(TenantId tenant, CallId call, CancellationToken cancel)
    {
        var arguments = new RedisArguments().Key(scope.Keys.Quality(tenant, call, CallSide.Caller)).Key(scope.Keys.Quality(tenant, call, CallSide.Callee)).Add(scope.Shift);
        var (_, reply) = await RunAsync(RedisScript.QualityRead, arguments, cancel);
        return (ReportArguments.Read(reply[2]), ReportArguments.Read(reply[3]));
    }
}
