using Microsoft.Extensions.Options;

namespace Signaling.Api;

/// <summary>Where calls and inboxes are kept.</summary>
internal enum StoreKind
{
    /// <summary>In this process's memory: one edge, whose calls end with it.</summary>
    Embedded,

    /// <summary>In Redis, which any number of edges share.</summary>
    Redis,
}

/// <summary>Which store the edge uses.</summary>
internal sealed class StoreOptions
{
    /// <summary><c>Embedded</c> or <c>Redis</c>.</summary>
    /// <value>The default value is Embedded in Development and Redis everywhere else.</value>
    public string? Store { get; set; }

    /// <summary>The store that a configuration asks for.</summary>
    public static StoreKind KindOf(IConfiguration configuration, IHostEnvironment environment) =>
        Enum.TryParse<StoreKind>(configuration[nameof(Store)], ignoreCase: true, out var kind) ? kind
        : environment.IsDevelopment() ? StoreKind.Embedded : StoreKind.Redis;
}

/// <summary>Refuses an unknown store, and Redis without an address: a wrong guess would lose calls in silence.</summary>
internal sealed class StoreOptionsRules(IConfiguration configuration, IHostEnvironment environment) : IValidateOptions<StoreOptions>
{
    public ValidateOptionsResult Validate(string? name, StoreOptions options) =>
        options.Store is not null && !Enum.TryParse<StoreKind>(options.Store, ignoreCase: true, out _)
            ? ValidateOptionsResult.Fail($"Store must be Embedded or Redis, not `{options.Store}`.")
            : StoreOptions.KindOf(configuration, environment) is not StoreKind.Redis ? ValidateOptionsResult.Success
            : (IsSet("Redis:Endpoints"), IsSet("Redis:Sentinels")) switch
            {
                (false, false) => ValidateOptionsResult.Fail("Redis:Endpoints is not set. Set it to host:port of your Redis (environment variable Redis__Endpoints), or Redis:Sentinels and Redis:SentinelName, or say Store=Embedded outright to keep calls in this process's memory, where they end with it."),
                (true, true)   => ValidateOptionsResult.Fail("Redis:Endpoints and Redis:Sentinels are both set. Leave Redis:Endpoints out: the Sentinels say where the primary is."),
                _              => ValidateOptionsResult.Success,
            };

    private bool IsSet(string setting) => !string.IsNullOrWhiteSpace(configuration[setting]);
}
