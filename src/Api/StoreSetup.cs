using Microsoft.Extensions.Options;
using Signaling.Domain.Calls.Storage;
using Signaling.Domain.Events;
using Signaling.Infrastructure.Embedded;
using Signaling.Infrastructure.Storage;

namespace Signaling.Api;

/// <summary>Puts a store into the composition: in memory for development, Redis otherwise.</summary>
internal static class StoreSetup
{
    public static IServiceCollection AddStore(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddOptionsWithValidateOnStart<InboxOptions>().BindConfiguration(InboxOptions.Section).ValidateDataAnnotations();
        services.AddSingleton(provider => new EmbeddedStore(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IOptions<InboxOptions>>().Value));
        services.AddSingleton<ICallStore>(provider => provider.GetRequiredService<EmbeddedStore>());
        services.AddSingleton<IInboxes>(provider => provider.GetRequiredService<EmbeddedStore>());
        return services;
    }
}
