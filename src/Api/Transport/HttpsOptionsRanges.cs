using Microsoft.Extensions.Options;

namespace Signaling.Api.Transport;

/// <summary>Checks ranges by attribute.</summary>
[OptionsValidator]
internal sealed partial class HttpsOptionsRanges : IValidateOptions<HttpsOptions>;
