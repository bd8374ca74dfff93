using Microsoft.Extensions.Options;

namespace Signaling.Infrastructure.Storage;

/// <summary>Checks <see cref="InboxOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class InboxOptionsValidator : IValidateOptions<InboxOptions>;
