namespace Signaling.Domain.Sdp;

/// <summary>Gives a description back as text.</summary>
public static class SdpWriter
{
    /// <summary>The original text, byte for byte: unknown lines, their order and the line endings included.</summary>
    public static string Write(SessionDescription description) => description.Text;
}
