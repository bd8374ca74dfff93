using Microsoft.Extensions.Options;

namespace Signaling.Api.Preparation;

/// <summary>Puts the preparation of networks into the composition.</summary>
internal static class PreparationSetup
{
    /// <summary>Registers <see cref="NetworkSource"/>, <see cref="ServiceHosts"/> and <see cref="ReadinessOptions"/>, checked at start.</summary>
    public static IServiceCollection AddPreparation(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<ReadinessOptions, ReadinessOptionsRanges>().BindConfiguration(ReadinessOptions.Section);
        services.AddSingleton<IValidateOptions<ReadinessOptions>, ReadinessOptionsRules>();
        return services.AddSingleton<NetworkSource>().AddSingleton<ServiceHosts>();
    }
}
