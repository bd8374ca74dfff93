using System.Globalization;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;

namespace Signaling.Infrastructure.Redis;

/// <summary>What is remembered of a request, as one line: <c>status offer call hash</c>.</summary>
internal static class RequestRecord
{
    public static string Write(RepeatedRequest request) =>
        string.Create(CultureInfo.InvariantCulture, $"{request.Status} {request.Offer} {request.Call} {request.BodyHash}");

    /// <summary>Reads what <see cref="Write"/> wrote; null of nothing.</summary>
    public static RepeatedRequest? Read(string text) => text.Split(' ', 4) switch
    {
        [var status, var offer, var call, var hash] => new RepeatedRequest(
            hash, new CallId(call), int.Parse(status, CultureInfo.InvariantCulture), int.Parse(offer, CultureInfo.InvariantCulture)),
        _ => null,
    };
}
