using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Signaling.Api.Calls;
using Signaling.Api.Problems;
using Signaling.Api.Telemetry;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Quality;
using Signaling.Domain.Quality.Storage;

namespace Signaling.Api.Quality;

/// <summary>Where reports meet the store: one round trip where this edge knows the call, and the rules ask again wherever it did not.</summary>
internal sealed class ReportTaker(
    ICallStore calls, IQualityStore reports, CallCache cache, IOptions<QualityOptions> options, IOptions<CallOptions> callOptions)
{
    private const int Tries = 16;

    /// <summary>Takes a report of the device that asks, if it is in the call.</summary>
    /// <param name="complete">Puts into the commit what is reported.</param>
    public async Task<ReportOutcome> TakeAsync(Asked ask, CallId id, Func<StoredCall, ReportCommit, ValueTask<ReportCommit>> complete, CancellationToken cancel)
    {
        var known = cache.Find(ask.Tenant, id);
        for (var (fresh, tries) = (false, 0); tries < Tries; tries++)
        {
            if (known is null)
            {
                (known, _) = await calls.FindAsync(ask.Tenant, id, null, cancel);
                if (known is null) return Refuse(CallError.CallNotFound);
                fresh = true;
            }

            if (QualityRules.Refusal(known.Call, ask.By, calls.Now, options.Value.AcceptAfterEnd) is { } refused)
            {
                // Only what the store holds may refuse: this edge's memory can be behind.
                if (fresh) return Refuse(refused);
                known = null;
                continue;
            }

            switch (await reports.ReportAsync(await complete(known, Empty(known, ask)), cancel))
            {
                case ReportResult.Taken taken:
                    cache.Put(known);
                    return new ReportOutcome.Done(known, taken);
                case ReportResult.Stale s:  (known, fresh) = (s.Stored, true); break;
                case ReportResult.Missing:  return Refuse(CallError.CallNotFound);
                case ReportResult.TooMany:  return new ReportOutcome.Refused("too_many_reports");
                default:                    return Refuse(CallError.CommandExpired);
            }
        }

        return Refuse(CallError.Conflict);
    }

    private ReportCommit Empty(StoredCall known, Asked ask) => new()
    {
        Tenant = known.Call.Tenant,
        Call = known.Call.Id,
        Expected = known.Version,
        Side = known.Call.SideOf(ask.By)!.Value,
        EntryNonce = SignalingTracing.CreateNonce() ?? Nonce(),
        MaxPerMinute = options.Value.MaxReportsPerMinute,
        NotAfter = Standstill.NotAfter(calls.Now + callOptions.Value.CommandTimeout, ask.Since),
    };

    /// <summary>Draws what no other writer draws.</summary>
    public static string Nonce() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(9));

    private static ReportOutcome.Refused Refuse(CallError error) => new(Problem.CodeOf(error));
}
