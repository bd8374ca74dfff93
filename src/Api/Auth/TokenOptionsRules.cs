using Microsoft.Extensions.Options;

namespace Signaling.Api.Auth;

/// <summary>Checks what ranges cannot say: that every key can be used, that names are unique, and that there is some way to verify.</summary>
internal sealed class TokenOptionsRules(IHostEnvironment environment) : IValidateOptions<TokenOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        List<string> wrong = [];
        HashSet<string> kids = environment.IsDevelopment() ? [DevelopmentKey.Kid] : [];
        foreach (var (index, settings) in options.Keys.Index())
        {
            if (settings.TryCreate(out var key) is { } reason) wrong.Add($"Tokens:Keys:{index}: {reason}.");
            if (!kids.Add(settings.Kid)) wrong.Add($"Tokens:Keys:{index}: Kid is used twice (or is `{DevelopmentKey.Kid}`, which Development keeps for itself).");
            key?.Dispose();
        }

        if (options.JwksUrl is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps)) wrong.Add("Tokens:JwksUrl must be an https:// address.");
        if (options.JwksFile is { } file && !File.Exists(file)) wrong.Add("Tokens:JwksFile does not exist.");
        if (!environment.IsDevelopment() && options is { Keys.Count: 0, JwksFile: null, JwksUrl: null })
        {
            wrong.Add("Tokens: no key is configured, so nobody could sign in; set Tokens:Keys:0:Kid and Tokens:Keys:0:Secret, or Tokens:JwksUrl (docs/tokens.md).");
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
