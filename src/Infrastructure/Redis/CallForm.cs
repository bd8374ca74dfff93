using Signaling.Domain.Calls;

namespace Signaling.Infrastructure.Redis;

/// <summary>One form in which a call's state is stored: a JSON object in UTF-8 whose first member is <c>schema</c>.</summary>
/// <param name="Schema">Its number; a form that any older build could not read and write again without loss has a new one.</param>
/// <param name="Write">Gives the state of a call, all but who is invited.</param>
/// <param name="Read">Gives the call of a state and of the ids of the devices invited.</param>
internal sealed record CallForm(int Schema, Func<Call, byte[]> Write, Func<byte[], string, Call> Read);
