using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Signaling.Infrastructure.Relays;

/// <summary>Puts relay credentials into the composition.</summary>
public static class RelaySetup
{
    /// <summary>Registers <see cref="RelayCredentials"/>, <see cref="RelayAddresses"/> and their settings, checked at start.</summary>
    public static IServiceCollection AddRelays(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<RelayOptions, RelayOptionsRanges>().BindConfiguration(RelayOptions.Section);
        services.AddSingleton<IValidateOptions<RelayOptions>, RelayOptionsRules>();
        return services.AddSingleton<RelayCredentials>().AddSingleton<RelayAddresses>();
    }
}
