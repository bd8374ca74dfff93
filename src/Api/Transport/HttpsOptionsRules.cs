using Microsoft.Extensions.Options;

namespace Signaling.Api.Transport;

/// <summary>Checks that each trusted proxy is an address or a range; an empty entry is none.</summary>
internal sealed class HttpsOptionsRules : IValidateOptions<HttpsOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, HttpsOptions options)
    {
        string[] wrong = [.. options.TrustedProxies.Where(text => !string.IsNullOrEmpty(text) && !TrustedProxies.TryParse(text, out _))
            .Select(text => $"Https:TrustedProxies: `{text}` is no address and no CIDR range (10.0.0.0/8).")];
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
