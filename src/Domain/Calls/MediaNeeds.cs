namespace Signaling.Domain.Calls;

/// <summary>What a call wants done with its media beyond carrying it; it decides whether a media endpoint is needed (CALL-FLOWS #32).</summary>
/// <param name="Recording">The media is to be recorded.</param>
/// <param name="Transcription">Speech is to be written down.</param>
public sealed record MediaNeeds(bool Recording = false, bool Transcription = false)
{
    /// <summary>No need: media goes between the two devices.</summary>
    public static MediaNeeds None { get; } = new();
}
