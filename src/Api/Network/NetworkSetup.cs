namespace Signaling.Api.Network;

/// <summary>Puts stored networks into the composition.</summary>
internal static class NetworkSetup
{
    /// <summary>Registers <see cref="LiveNetworks"/> and what stores networks.</summary>
    public static IServiceCollection AddNetworks(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<NetworkOptions, NetworkOptionsValidator>().BindConfiguration(NetworkOptions.Section);
        services.AddSingleton<LiveNetworks>().AddSingleton<StoredNetworks>();
        return services;
    }
}
