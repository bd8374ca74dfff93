using System.Buffers;
using Microsoft.Extensions.Options;

namespace Signaling.Api.Edges;

/// <summary>Checks that every edge has a name of its own and an address that a client can use.</summary>
internal sealed class EdgeOptionsRules(IHostEnvironment environment) : IValidateOptions<EdgeOptions>
{
    private const int MaxIdLength = 64;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, EdgeOptions options)
    {
        List<string> wrong = [];
        HashSet<string> ids = new(StringComparer.OrdinalIgnoreCase);
        Check("Edges:Self", options.Self);
        foreach (var (index, other) in options.Others.Index())
        {
            Check($"Edges:Others:{index}", other);
            if (other.Url is null) wrong.Add($"Edges:Others:{index}:Url is missing.");
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);

        void Check(string at, EdgeDescription edge)
        {
            if (edge.Id is not { Length: > 0 and <= MaxIdLength } || edge.Id.AsSpan().ContainsAnyExcept(Allowed)) wrong.Add($"{at}:Id must be 1 to {MaxIdLength} of A–Z a–z 0–9 _ . -");
            else if (!ids.Add(edge.Id)) wrong.Add($"{at}:Id `{edge.Id}` is used twice.");
            if (edge.Url is { } url && !IsAddress(url)) wrong.Add($"{at}:Url must be https://host[:port] (http:// in Development), without a path.");
        }
    }

    private bool IsAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && (environment.IsDevelopment() || uri.IsLoopback)))
        && uri is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" };
}
