using Microsoft.Extensions.Options;
using Signaling.Infrastructure.Redis;

namespace Signaling.Api.Calls;

/// <summary>Refuses times under which an edge could give up a command that Redis still writes.</summary>
internal sealed class CommandTimeoutRule(IOptions<RedisOptions> redis) : IValidateOptions<CallOptions>
{
    // The way of the reply, and what the edge's idea of the store's time may be off by.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(200);

    public ValidateOptionsResult Validate(string? name, CallOptions options) =>
        options.CommandTimeout + Margin <= redis.Value.CommandTimeout
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Calls:CommandTimeout ({options.CommandTimeout}) must be at least {Margin} shorter than Redis:CommandTimeout ({redis.Value.CommandTimeout}): what is answered with 503 must not be written later.");
}
