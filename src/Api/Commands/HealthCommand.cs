namespace Signaling.Api.Commands;

/// <summary>The verb <c>health</c>: asks the edge that runs beside it whether it lives. What the image's health check calls.</summary>
internal static class HealthCommand
{
    private static readonly string[] AnyHost = ["://*", "://+", "://0.0.0.0", "://[::]"];
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(2.5);

    /// <summary>Asks <c>/healthz/live</c> on this machine's own address, on the first port that the edge is told to listen on.</summary>
    /// <returns>0 if it answered 200, else 1, with the reason on the standard error.</returns>
    public static async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var address = Address(new ConfigurationBuilder().AddEnvironmentVariables("ASPNETCORE_").AddEnvironmentVariables().Build());
        // The certificate names the public host, and the question never leaves this machine: nobody stands between.
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null } };
        using var client = new HttpClient(handler) { Timeout = Within };
        try
        {
            using var answer = await client.GetAsync(new Uri(address, "/healthz/live"), cancel);
            answer.EnsureSuccessStatusCode();
            return 0;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{address}: {error.Message}");
            return 1;
        }
    }

    /// <summary>Where the edge listens, by the same settings as the server itself: <c>URLS</c>, else <c>HTTP_PORTS</c>, else <c>HTTPS_PORTS</c>.</summary>
    internal static Uri Address(IConfiguration configuration) =>
        (First(configuration["URLS"]), First(configuration["HTTP_PORTS"]), First(configuration["HTTPS_PORTS"])) switch
        {
            ({ } url, _, _) => new Uri(AnyHost.Aggregate(url, (known, any) => known.Replace(any, "://localhost", StringComparison.Ordinal))),
            (_, { } port, _) => new Uri($"http://localhost:{port}"),
            (_, _, { } port) => new Uri($"https://localhost:{port}"),
            _ => new Uri("http://localhost:8080"),
        };

    private static string? First(string? list) => list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
}
