using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Signaling.Api.Edges;

/// <summary>Puts the list of edges into the composition.</summary>
internal static class EdgeSetup
{
    /// <summary>Registers <see cref="EdgeOptions"/>, checked at start.</summary>
    public static IServiceCollection AddEdges(this IServiceCollection services)
    {
        services.AddOptions<EdgeOptions>().BindConfiguration(EdgeOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EdgeOptions>, EdgeOptionsRules>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<EndpointChanges>();
        return services;
    }
}
