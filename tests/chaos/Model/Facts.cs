namespace Signaling.Chaos.Model;

/// <summary>What events say, spelled once: the model expects these words, and devices hear them.</summary>
internal static class Facts
{
    public const string Incoming = "incoming", Ringing = "ringing", Held = "held", Resumed = "resumed", PeerReconnecting = "peer reconnecting", PeerBack = "peer back";

    public static string Answered(string device) => $"answered by {device}";

    public static string Candidate(string address) => $"candidate {address}";

    public static string Offered(int number) => $"offered {number}";

    public static string Renegotiated(int number, string outcome) => $"renegotiated {number} {outcome}";

    public static string Message(string text) => $"message {text}";

    public static string Ended(string reason) => $"ended {reason}";
}
