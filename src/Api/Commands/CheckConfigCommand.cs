using Microsoft.Extensions.Options;

namespace Signaling.Api.Commands;

/// <summary><c>--check-config</c>: says everything that is wrong with the settings at once, and starts nothing.</summary>
internal static class CheckConfigCommand
{
    /// <summary>The argument that asks for it, among those of a normal start.</summary>
    public const string Switch = "--check-config";

    /// <summary>Builds the edge as it would start with these arguments, reads every section, and prints what is wrong, a line each.</summary>
    /// <returns>0 when nothing is, else 1.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        string[] wrong = [.. Find([.. args.Where(arg => arg != Switch)]).Distinct()];
        foreach (var one in wrong) error.WriteLine(one);
        output.WriteLine(wrong.Length == 0 ? "configuration is valid" : $"configuration is not valid: {wrong.Length} {(wrong.Length == 1 ? "problem" : "problems")}");
        return wrong.Length == 0 ? 0 : 1;
    }

    private static List<string> Find(string[] args)
    {
        WebApplicationBuilder? composed = null;
        List<string> wrong = [];
        try
        {
            using var edge = Edge.Build(args, builder => (composed = builder).Logging.ClearProviders());
        }
        catch (Exception failure)
        {
            wrong.AddRange(Describe(failure)); // some settings are read while the edge is put together
        }

        if (composed is null) return wrong;
        using var services = composed.Services.BuildServiceProvider();
        wrong.AddRange(SettingSections.All.Select(section => section.Options).Prepend(typeof(StoreOptions)).SelectMany(options => Find(services, options)));
        wrong.AddRange(SettingSections.FindUnknown(composed.Configuration).Select(key => $"{key} is no setting of this version (docs/configuration.md lists them)."));
        return wrong;
    }

    private static IEnumerable<string> Find(IServiceProvider services, Type options)
    {
        try
        {
            _ = ((IOptions<object>)services.GetRequiredService(typeof(IOptions<>).MakeGenericType(options))).Value;
            return [];
        }
        catch (Exception failure)
        {
            return Describe(failure);
        }
    }

    private static IEnumerable<string> Describe(Exception failure) => failure switch
    {
        OptionsValidationException invalid                     => SettingFaults.Of(invalid),
        InvalidOperationException { InnerException: { } cause } => [$"{failure.Message} {cause.Message}"],
        _                                                      => [failure.Message],
    };
}
