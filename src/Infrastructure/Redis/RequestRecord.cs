using System.Globalization;
using Signaling.Domain.Calls;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;

namespace Signaling.Infrastructure.Redis;

/// <summary>What is remembered of a request, as one line: <c>status offer call hash</c>.</summary>
internal static class RequestRecord
{
    public static string Write(RepeatedRequest request) =>
        string.Create(CultureInfo.InvariantCulture, $"{request.Status} {request.Offer} {request.Call} {request.BodyHash}");

    /// <summary>Reads what <see cref="Write"/> wrote; null of nothing. A later form would begin with <c>v</c> and its number.</summary>
    /// <exception cref="StoreSchemaNewerException">A newer build wrote it.</exception>
    public static RepeatedRequest? Read(string text) => text.Split(' ', 4) switch
    {
        [['v', ..], ..] => throw new StoreSchemaNewerException("What is remembered of this request has a form that this edge does not know: a newer edge wrote it."),
        [var status, var offer, var call, var hash] => new RepeatedRequest(
            hash, new CallId(call), int.Parse(status, CultureInfo.InvariantCulture), int.Parse(offer, CultureInfo.InvariantCulture)),
        _ => null,
    };
}
