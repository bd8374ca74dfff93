using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Signaling.Api;

/// <summary>The call page, the operator's console, the network test and the client library as they lie in <c>wwwroot</c>, and word of where to find things.</summary>
internal static partial class Page
{
    private const string Missing =
        """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>Signaling</title>
        <h1>This edge runs, without its call page</h1>
        <p>The page is built from <code>clients/web</code> when Node 20 or later is installed. Install it, build again, and it is here.</p>
        <p>Everything else works: try <a href="/swagger">Swagger UI</a>.</p></html>
        """;

    /// <summary>Serves the page at <c>/</c> the console at <c>/console</c> and the network test at <c>/network-test</c>; before routing.</summary>
    public static IApplicationBuilder UsePage(this WebApplication app) => IsBuilt(app.Environment) ? app.UseDefaultFiles().UseStaticFiles() : app;

    /// <summary>Says so at <c>/</c> where the page was not built.</summary>
    public static IEndpointRouteBuilder MapPage(this IEndpointRouteBuilder routes, IWebHostEnvironment environment)
    {
        if (!IsBuilt(environment))
            routes.MapGet("/", () => TypedResults.Text(Missing, "text/html; charset=utf-8")).AllowAnonymous().ExcludeFromDescription();
        return routes;
    }

    /// <summary>Says in the log where page, Swagger UI and health are, once the edge listens; for the person who has just typed the command.</summary>
    public static void SayWhereThingsAre(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment()) return;
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Signaling");
            foreach (var address in app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            {
                if (IsBuilt(app.Environment)) LogPage(log, address);
                else LogNoPage(log, address);
            }
        });
    }

    private static bool IsBuilt(IWebHostEnvironment environment) => environment.WebRootFileProvider.GetFileInfo("index.html").Exists;

    [LoggerMessage(1001, LogLevel.Information, "Call page {Address}/  Console {Address}/console  Swagger UI {Address}/swagger", EventName = "Listening")]
    private static partial void LogPage(ILogger log, string address);

    [LoggerMessage(1002, LogLevel.Information, "Swagger UI {Address}/swagger  (no call page: Node was not there when this was built)", EventName = "ListeningWithoutPage")]
    private static partial void LogNoPage(ILogger log, string address);
}
