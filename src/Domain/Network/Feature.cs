namespace Signaling.Domain.Network;

/// <summary>What a deployment has beyond the plain Internet topology (CALL-FLOWS #85).</summary>
public enum Feature
{
    /// <summary>Calls with other tenants on Skype for Business (CALL-FLOWS #107).</summary>
    Federation,

    /// <summary>A Skype for Business deployment on premises beside the service (CALL-FLOWS #116).</summary>
    Hybrid,

    /// <summary>Own SBCs and phone trunks (CALL-FLOWS #122, #138).</summary>
    DirectRouting,

    /// <summary>A private circuit to the service (CALL-FLOWS #139).</summary>
    PrivateCircuit,
}
