using Microsoft.Extensions.Options;

namespace Signaling.Api.Auth;

/// <summary>Checks ranges by attribute.</summary>
[OptionsValidator]
internal sealed partial class TokenOptionsRanges : IValidateOptions<TokenOptions>;
