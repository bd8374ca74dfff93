using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Signaling.Api.OpenApi;
using Signaling.Api.Problems;
using Signaling.Api.Tests.Running;
using Xunit;

namespace Signaling.Api.Tests.OpenApi;

/// <summary>What the running edge says of its API, and the copy of it in the repository.</summary>
public sealed class OpenApiDocumentTests
{
    private const string Document = "/swagger/v1/swagger.json";

    /// <summary>Codes that any request may meet before an operation is found, or that belong to the hub: the introduction names them.</summary>
    private static readonly string[] OfNoOperation =
    [
        "address_too_long", "headers_too_large", "method_not_allowed", "negotiation_not_supported", "not_acceptable", "not_allowed_now", "not_available_yet", "origin_not_allowed", "request_timeout",
    ];

    [Fact]
    [Trait("CallFlow", "#314")]
    public async Task Document_ComparedWithTheRepository_IsTheSame()
    {
        var file = Path.Combine(Repository.Root, "openapi", "signaling.v1.json");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1") Generate(file);
        await using var edge = await RunningEdge.StartAsync();

        var served = await ReadAsync(edge);

        Assert.True(File.Exists(file) && JsonElement.DeepEquals(served, JsonElement.Parse(File.ReadAllText(file))),
            "openapi/signaling.v1.json is not what the edge serves; UPDATE_DOCS=1 dotnet test tests/Api.Tests generates it again.");
    }

    [Fact]
    public async Task Document_OfEveryOperation_HasAnIdOfItsOwnASummaryAndASuccess()
    {
        await using var edge = await RunningEdge.StartAsync();

        var operations = Operations(await ReadAsync(edge));

        Assert.Distinct(operations.Select(one => one.Id));
        Assert.All(operations, one => Assert.False(string.IsNullOrWhiteSpace(one.Json.GetProperty("summary").GetString()), one.Id));
        Assert.All(operations.Where(one => one.Id != "TransferCall"), one => Assert.Contains(one.Json.GetProperty("responses").EnumerateObject(), response => response.Name[0] == '2'));
    }

    [Fact]
    public async Task Document_OfEveryBody_HasAnExample()
    {
        await using var edge = await RunningEdge.StartAsync();

        var bodies = Operations(await ReadAsync(edge)).Where(one => one.Json.TryGetProperty("requestBody", out _)).ToArray();

        Assert.True(bodies.Length >= 12);
        Assert.All(bodies, one => Assert.All(one.Json.GetProperty("requestBody").GetProperty("content").EnumerateObject(), media => Assert.True(media.Value.TryGetProperty("example", out _), one.Id)));
    }

    [Fact]
    public async Task Document_OfEveryOperationUnderV1_NamesItsErrorsByCode()
    {
        await using var edge = await RunningEdge.StartAsync();

        foreach (var (path, id, json) in Operations(await ReadAsync(edge)).Where(one => one.Path.StartsWith("/v1/", StringComparison.Ordinal)))
        {
            var problems = json.GetProperty("responses").EnumerateObject().Where(response => response.Name[0] is '4' or '5').ToArray();
            Assert.Contains(problems, response => response.Name == "429");
            Assert.All(problems, response =>
            {
                var schema = response.Value.GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetRawText();
                Assert.Contains("ProblemResponse", schema, StringComparison.Ordinal);
                Assert.Matches("^- `[a-z0-9_]+`: ", response.Value.GetProperty("description").GetString());
            });
            Assert.True(path is "/v1/edges" or "/v1/ping" or "/v1/dev/tokens" == !json.TryGetProperty("security", out _), id);
        }
    }

    [Fact]
    public async Task Document_OfAllOperations_NamesEveryCodeOfTheCatalogue()
    {
        await using var edge = await RunningEdge.StartAsync();
        string[] ids = [.. Operations(await ReadAsync(edge)).Select(one => one.Id)];

        var named = ids.SelectMany(id => OperationErrors.Of(id)!).Concat(OperationErrors.Anywhere).Concat(OperationErrors.SignedIn).Concat(OperationErrors.WithBody).ToHashSet();

        Assert.All(named, code => Assert.NotNull(ErrorCatalogue.Find(code)));
        Assert.Equal(OfNoOperation, ErrorCatalogue.All.Select(entry => entry.Code).Except(named).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Page_InDevelopment_OffersATokenInOneClick()
    {
        await using var edge = await RunningEdge.StartAsync();
        using var http = edge.CreateClient(token: null, device: null);

        var page = await http.GetStringAsync(new Uri("/swagger/index.html", UriKind.Relative), TestContext.Current.CancellationToken);
        var script = await http.GetAsync(new Uri("/swagger/development-token.js", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("development-token.js", page, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "text/javascript"), (script.StatusCode, script.Content.Headers.ContentType!.MediaType));
    }

    private static async Task<JsonElement> ReadAsync(RunningEdge edge)
    {
        using var http = edge.CreateClient(token: null, device: null);
        return JsonElement.Parse(await http.GetStringAsync(new Uri(Document, UriKind.Relative), TestContext.Current.CancellationToken));
    }

    private static (string Path, string Id, JsonElement Json)[] Operations(JsonElement document) =>
    [
        .. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Select(method => (path.Name, method.Value.GetProperty("operationId").GetString()!, method.Value))),
    ];

    // By the tool that stands in .config/dotnet-tools.json, as any build would.
    private static void Generate(string file)
    {
        Run("tool", "restore");
        Run("swagger", "tofile", "--output", file, Path.Combine(AppContext.BaseDirectory, "Signaling.Api.dll"), "v1");
    }

    private static void Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Repository.Root };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        using var tool = Process.Start(start)!;
        tool.WaitForExit();
        Assert.True(tool.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {tool.ExitCode}.");
    }
}
