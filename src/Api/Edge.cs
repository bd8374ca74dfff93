using Microsoft.Extensions.Options;
using Signaling.Api.Auth;
using Signaling.Api.Calls;
using Signaling.Api.Commands;
using Signaling.Api.Edges;
using Signaling.Api.Events;
using Signaling.Api.Health;
using Signaling.Api.Network;
using Signaling.Api.OpenApi;
using Signaling.Api.Preparation;
using Signaling.Api.Problems;
using Signaling.Api.Quality;
using Signaling.Api.Relays;
using Signaling.Api.Telemetry;
using Signaling.Api.Transport;
using Signaling.Domain.Calls.Storage;
using Signaling.Infrastructure.Redis;
using Signaling.Infrastructure.Relays;

namespace Signaling.Api;

/// <summary>One edge, composed: what is in it, and in which order a request passes through it.</summary>
internal static class Edge
{
    /// <summary>Builds an edge that is ready to run.</summary>
    /// <param name="args">The command line, whose <c>--Name=value</c> override every other setting.</param>
    /// <param name="change">What a test wants otherwise.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? change = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddTransport();
        builder.Services.AddProblems();
        builder.Services.AddTokens();
        builder.Services.AddStore(builder.Configuration, builder.Environment);
        builder.Services.AddCalls();
        builder.Services.AddEvents();
        builder.Services.AddRelays();
        builder.Services.AddEdges();
        builder.Services.AddNetworks();
        builder.Services.AddQuality();
        builder.Services.AddHealth();
        builder.Services.AddPreparation();
        builder.Services.AddApiDescription();
        builder.Logging.AddJsonLogs(builder.Configuration, builder.Environment);
        change?.Invoke(builder);
        builder.Services.AddTelemetry(); // last: it measures the store that is there by then

        var app = builder.Build();
        app.UseProblems();
        app.UseTransport();
        app.UseApiDescription();
        app.UsePage();
        app.UseRouting();
        app.UseTelemetry();
        app.UseTokens();
        app.UseUserLimits();
        app.UseMiddleware<DocumentBodies>();
        app.MapProblems();
        app.MapDevelopmentTokens(app.Environment);
        app.MapEvents();
        app.MapSignalingHub();
        app.MapRelays();
        app.MapEdges();
        app.MapNetwork();
        app.MapNetworkTest();
        app.MapReadiness();
        app.MapHealth();
        app.MapMetrics();
        app.MapPlanned();
        app.MapPage(app.Environment);
        app.SayWhereThingsAre();

        var stored = app.MapGroup("").AddEndpointFilter(Standstill.LetPassAsync); // what changes something that is stored
        stored.MapCalls();
        stored.MapOffers();
        stored.MapCandidates();
        stored.MapTimeline();
        stored.MapMessages();
        stored.MapQuality();
        stored.MapStoredNetworks();
        stored.MapSubnets();
        stored.MapTrunks();
        return app;
    }

    /// <summary>What keeps an edge from starting: settings that break a rule, all of them at once, and then a Redis that cannot be used.</summary>
    public static IReadOnlyList<string> FaultsOf(WebApplication edge)
    {
        try
        {
            edge.Services.GetRequiredService<IStartupValidator>().Validate();
            edge.Services.GetRequiredService<ICallStore>();
            return [];
        }
        catch (AggregateException several)
        {
            return [.. several.InnerExceptions.SelectMany(one => one is OptionsValidationException invalid ? SettingFaults.Of(invalid) : [one.Message]).Distinct()];
        }
        catch (OptionsValidationException settings)
        {
            return [.. SettingFaults.Of(settings)];
        }
        catch (RedisUnsuitableException redis)
        {
            return [redis.Message];
        }
    }
}
