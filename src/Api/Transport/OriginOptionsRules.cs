using Microsoft.Extensions.Options;

namespace Signaling.Api.Transport;

/// <summary>Checks that each origin is one; an empty entry is none.</summary>
internal sealed class OriginOptionsRules : IValidateOptions<OriginOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, OriginOptions options)
    {
        string[] wrong = [.. options.Origins.Where(text => !string.IsNullOrEmpty(text) && AllowedOrigins.Normalize(text) is null)
            .Select(text => $"Cors:Origins: `{text}` is no origin; write https://host or https://host:port, without a path or a *.")];
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
