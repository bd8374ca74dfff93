using Microsoft.Extensions.Options;

namespace Signaling.Infrastructure.Relays;

/// <summary>Checks ranges by attribute.</summary>
[OptionsValidator]
internal sealed partial class RelayOptionsRanges : IValidateOptions<RelayOptions>;
