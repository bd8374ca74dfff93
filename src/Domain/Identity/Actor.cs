namespace Signaling.Domain.Identity;

/// <summary>Who acts: a user of the call's tenant, on one of its devices.</summary>
public readonly record struct Actor(UserId User, DeviceId Device)
{
    public override string ToString() => $"{User}/{Device}";
}
