using Microsoft.Extensions.Options;

namespace Signaling.Api.Quality;

/// <summary>Puts reports of calls into the composition.</summary>
internal static class QualitySetup
{
    public static IServiceCollection AddQuality(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<QualityOptions, QualityOptionsRanges>().BindConfiguration(QualityOptions.Section);
        services.AddSingleton<IValidateOptions<QualityOptions>, QualityOptionsRules>();
        services.AddSingleton<ReportTaker>().AddSingleton<CallFacts>().AddSingleton<PathReports>();
        return services;
    }
}
