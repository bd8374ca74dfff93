using System.Text.Json;
using Signaling.Domain.Calls;
using Signaling.Domain.Events;

namespace Signaling.Infrastructure.Redis;

/// <summary>The forms of stored calls that a build knows. A new form comes in two releases: the first reads it, and writes it where it finds
/// it; the second gives it to new calls too. So edges of two releases that follow on each other can share a store, in both directions, and
/// nothing that only the newer form can hold is lost on the way.</summary>
/// <param name="written">The form of new calls; a call keeps a newer one that it has.</param>
/// <param name="known">All forms that this build reads and writes.</param>
internal sealed class CallForms(int written, params CallForm[] known)
{
    /// <summary>Those of this build.</summary>
    public static CallForms Current { get; } = new(CallState.CurrentSchema, CallCodec.Form);

    /// <summary>The state of a call, and the number of its form.</summary>
    /// <param name="found">The form in which the call was found; 0 for a new one.</param>
    public (byte[] State, int Schema) Write(Call call, int found)
    {
        var schema = Math.Max(written, found);
        return (Of(schema).Write(call), schema);
    }

    /// <summary>The call of a state, and the number of its form.</summary>
    /// <param name="invited">Device ids, separated by commas.</param>
    /// <exception cref="StoreSchemaNewerException">A newer build wrote it.</exception>
    /// <exception cref="InvalidDataException">It is no state.</exception>
    public (Call Call, int Schema) Read(byte[] state, string invited)
    {
        try
        {
            var schema = SchemaOf(state);
            return (Of(schema).Read(state, invited), schema);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException("A stored call cannot be read.", error);
        }
    }

    private CallForm Of(int schema) => Array.Find(known, form => form.Schema == schema)
        ?? throw (schema > known.Max(form => form.Schema)
            ? new StoreSchemaNewerException($"A stored call has form {schema}; this edge knows forms up to {known.Max(form => form.Schema)}: a newer edge wrote it.")
            : new InvalidDataException($"A stored call has form {schema}, which this build does not know any more."));

    private static int SchemaOf(byte[] state)
    {
        var json = new Utf8JsonReader(state);
        return json.Read() && json.Read() && json.TokenType is JsonTokenType.PropertyName && json.ValueTextEquals("schema"u8) && json.Read() && json.TokenType is JsonTokenType.Number && json.TryGetInt32(out var schema)
            ? schema
            : throw new InvalidDataException("A stored call does not begin with the number of its form.");
    }
}
