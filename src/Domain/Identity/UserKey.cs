namespace Signaling.Domain.Identity;

/// <summary>A user within its tenant: whom an inbox belongs to.</summary>
public readonly record struct UserKey(TenantId Tenant, UserId User)
{
    public override string ToString() => $"{Tenant}/{User}";
}
