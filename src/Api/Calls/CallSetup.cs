using Microsoft.Extensions.Options;
using Signaling.Api.Telemetry;
using Signaling.Domain.Sdp;

namespace Signaling.Api.Calls;

/// <summary>Puts calls into the composition.</summary>
internal static class CallSetup
{
    // Calls with a device of this edge, and a few more: at 10 kB each, some 100 MB at the very most.
    private const int CachedCalls = 10_000;

    public static IServiceCollection AddCalls(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<CallOptions, CallOptionsValidator>().BindConfiguration(CallOptions.Section);
        services.AddOptionsWithValidateOnStart<SdpOptions, SdpOptionsValidator>().BindConfiguration(SdpOptions.Section);
        services.AddOptionsWithValidateOnStart<PresenceOptions, PresenceOptionsValidator>().BindConfiguration(PresenceOptions.Section);
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<CallOptions>>().Value.ToLimits(provider.GetRequiredService<IOptions<PresenceOptions>>().Value));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<SdpOptions>>().Value.ToLimits());
        services.AddSingleton(provider => new DescriptionRules(
            provider.GetRequiredService<SdpLimits>(), provider.GetRequiredService<IOptions<SdpOptions>>().Value.ToPolicy()));
        services.AddSingleton(new CallCache(CachedCalls));
        services.AddSingleton(new Cell("local"));
        services.AddSignalingMetrics().AddSingleton<CallPolicies>().AddSingleton<CommitWriter>().AddSingleton<CallService>().AddSingleton<CallPresence>();
        services.AddHostedService<DeadlineSweeper>();
        services.AddSingleton<Standstill>().AddHostedService(provider => provider.GetRequiredService<Standstill>());
        services.ConfigureHttpJsonOptions(options => ApiJsonOptions.Configure(options.SerializerOptions));
        return services;
    }
}
