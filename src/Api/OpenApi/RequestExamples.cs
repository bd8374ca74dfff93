using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Signaling.Api.OpenApi;

/// <summary>Gives every request body an example that works as it is: alice calls bob with what a browser really offers.</summary>
internal sealed class RequestExamples : IOperationFilter
{
    private const string Candidate = "candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx raddr 0.0.0.0 rport 0 generation 0 ufrag snnT network-cost 999";
    private static readonly string Offer = Read("offer.sdp"), Answer = Read("answer.sdp");

    /// <summary>The example of an operation; null when it takes no body.</summary>
    public static JsonNode? Of(string operation) => operation switch
    {
        "MintDevelopmentToken" => new JsonObject { ["user"] = "alice", ["tenant"] = "dev" },
        "PlaceCall" => new JsonObject { ["to"] = "bob", ["sdp"] = Offer, ["media"] = new JsonObject { ["recording"] = false, ["transcription"] = false } },
        "AnswerCall" or "AnswerOffer" => new JsonObject { ["sdp"] = Answer },
        "MakeOffer" => new JsonObject { ["sdp"] = Offer },
        "RejectCall" => new JsonObject { ["reason"] = "busy" },
        "HangUpCall" => new JsonObject { ["reason"] = "done" },
        "RedirectCall" => new JsonObject { ["to"] = "carol" },
        "HoldCall" or "ResumeCall" => new JsonObject { ["sdp"] = Offer },
        "SendMessage" => new JsonObject { ["text"] = "Can you hear me?" },
        "AddCandidates" => new JsonObject
        {
            ["candidates"] = new JsonArray(new JsonObject { ["candidate"] = Candidate, ["sdpMid"] = "0", ["sdpMLineIndex"] = 0, ["usernameFragment"] = "snnT" }),
            ["endOfCandidates"] = false,
        },
        "AddCandidateFragment" => JsonValue.Create($"a=ice-ufrag:snnT\r\na=ice-pwd:sUTreGsOcq0UTHJ1yJ1ZBdO/\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na={Candidate}\r\n"),
        _ => null,
    };

    /// <inheritdoc/>
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (operation.RequestBody?.Content is not { } content) return;
        foreach (var media in content.Values.OfType<OpenApiMediaType>()) media.Example = Of(operation.OperationId ?? "");
    }

    private static string Read(string name)
    {
        using var file = typeof(RequestExamples).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
