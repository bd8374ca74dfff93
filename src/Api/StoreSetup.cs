using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Signaling.Api.Calls;
using Signaling.Api.Edges;
using Signaling.Api.Health;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Domain.Quality.Storage;
using Signaling.Domain.Network.Storage;
using Signaling.Infrastructure.Embedded;
using Signaling.Infrastructure.Redis;
using Signaling.Infrastructure.Storage;

namespace Signaling.Api;

/// <summary>Puts a store into the composition: this process's memory in Development, Redis otherwise, or what the setting <c>Store</c> says.</summary>
internal static class StoreSetup
{
    public static IServiceCollection AddStore(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddOptionsWithValidateOnStart<StoreOptions>().Bind(configuration);
        services.AddSingleton<IValidateOptions<StoreOptions>, StoreOptionsRules>();
        services.AddOptionsWithValidateOnStart<InboxOptions, InboxOptionsValidator>().BindConfiguration(InboxOptions.Section);
        return StoreOptions.KindOf(configuration, environment) is StoreKind.Redis ? services.AddRedis() : services.AddEmbedded();
    }

    private static IServiceCollection AddEmbedded(this IServiceCollection services)
    {
        services.AddSingleton(provider => new EmbeddedStore(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IOptions<InboxOptions>>().Value));
        services.AddSingleton<ICallStore>(provider => provider.GetRequiredService<EmbeddedStore>());
        services.AddSingleton<IInboxes>(provider => provider.GetRequiredService<EmbeddedStore>());
        services.AddSingleton<IQualityStore>(provider => provider.GetRequiredService<EmbeddedStore>());
        services.AddSingleton<INetworkStore>(provider => new EmbeddedNetworkStore(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new ReadinessCheck("store", _ => new(true)));
        return services;
    }

    private static IServiceCollection AddRedis(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<RedisOptions, RedisOptionsValidator>().BindConfiguration(RedisOptions.Section);
        services.AddSingleton<IValidateOptions<CallOptions>, CommandTimeoutRule>();
        // Connecting is part of composing: an edge that cannot use its Redis says so before it takes a request.
        services.AddSingleton(provider => RedisStore.StartAsync(
            provider.GetRequiredService<IOptions<RedisOptions>>().Value,
            provider.GetRequiredService<IOptions<InboxOptions>>().Value,
            InstanceOf(provider.GetRequiredService<IOptions<EdgeOptions>>().Value.Self.Id),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RedisStore>>(),
            CancellationToken.None).GetAwaiter().GetResult());
        services.AddSingleton<ICallStore>(provider => provider.GetRequiredService<RedisStore>());
        services.AddSingleton<IInboxes>(provider => provider.GetRequiredService<RedisStore>());
        services.AddSingleton<IQualityStore>(provider => provider.GetRequiredService<RedisStore>());
        services.AddSingleton<INetworkStore>(provider => provider.GetRequiredService<RedisStore>());
        services.AddSingleton(provider => new ReadinessCheck("store", _ => new(provider.GetRequiredService<RedisStore>().IsUp)));
        return services;
    }

    // Two edges started alike on one machine would hear each other's words; and what a process that died held is not what its successor holds.
    private static string InstanceOf(string edge) => $"{edge}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
}
