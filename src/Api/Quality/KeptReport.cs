using System.Text;
using Signaling.Api.Network;
using Signaling.Domain.Quality;

namespace Signaling.Api.Quality;

/// <summary>A report of a path as it is kept: with what only the edge knew.</summary>
/// <param name="Report">The report.</param>
/// <param name="Source">The address that it came from.</param>
/// <param name="Region">The region of the edge that took it.</param>
internal sealed record KeptReport(ConnectivityReport Report, string? Source, string? Region)
{
    /// <summary>As the store keeps it.</summary>
    public static byte[] Write<T>(T kept) => Encoding.UTF8.GetBytes(DocumentJson.Write(kept));

    /// <summary>What <see cref="Write"/> wrote.</summary>
    public static T Read<T>(ReadOnlyMemory<byte> kept) where T : class => DocumentJson.Read<T>(Encoding.UTF8.GetString(kept.Span));
}
