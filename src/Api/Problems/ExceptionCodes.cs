namespace Signaling.Api.Problems;

/// <summary>Which exceptions of Infrastructure are a known state of the world, such as a store that is away, and which code tells it.</summary>
internal sealed class ExceptionCodes
{
    private readonly List<(Type Type, string Code)> known = [];

    /// <summary>Answers exceptions of a type, and of those derived from it, with a code of the catalogue.</summary>
    public ExceptionCodes Map<TException>(string code) where TException : Exception
    {
        known.Add((typeof(TException), code));
        return this;
    }

    /// <summary>The code of an exception, or null when it is a bug.</summary>
    public string? Find(Exception failure) => known.Find(entry => entry.Type.IsInstanceOfType(failure)).Code;
}
