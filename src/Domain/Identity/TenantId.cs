namespace Signaling.Domain.Identity;

/// <summary>The customer that a user, a device and a call belong to; tenants never meet. The token's <c>tid</c>.</summary>
public readonly record struct TenantId(string Value)
{
    /// <summary>Longest tenant id, in characters.</summary>
    public const int MaxLength = 64;

    public override string ToString() => Value;
}
