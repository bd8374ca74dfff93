using Signaling.Domain.Network;

namespace Signaling.Domain.Quality.Readiness;

/// <summary>Whether a network is ready for calls, by its description and by what was measured in it.</summary>
public sealed record ReadinessVerdict
{
    /// <summary>The worst of description and reports (CALL-FLOWS #220).</summary>
    public required ReadinessGrade Grade { get; init; }

    /// <summary>Whether every customer network was assessed (CALL-FLOWS #3).</summary>
    public required bool Assessed { get; init; }

    /// <summary>The day of the oldest of the networks' latest assessments; null while one is missing.</summary>
    public DateOnly? AssessedOn { get; init; }

    /// <summary>What to do, the gravest first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Each report's own verdict, in the order given.</summary>
    public required IReadOnlyList<JudgedReport> Reports { get; init; }

    /// <summary>Public addresses in the reports, with how many devices were seen behind each (CALL-FLOWS #225).</summary>
    public required IReadOnlyList<AddressUse> PublicAddresses { get; init; }

    /// <summary>Products that the profile needs; one that has ended is told and is no failure (CALL-FLOWS #160).</summary>
    public required IReadOnlyList<ProfileDependency> Dependencies { get; init; }

    /// <summary>What there is to prepare, and how far it is (CALL-FLOWS #222).</summary>
    public required IReadOnlyList<PreparationStep> Plan { get; init; }

    /// <summary>Values that the documents leave open and nobody has given.</summary>
    public required IReadOnlyList<MissingValue> Missing { get; init; }
}

/// <summary>One report, judged.</summary>
/// <param name="Label">Where it was taken.</param>
/// <param name="Network">The customer network that its addresses belong to; null for none.</param>
/// <param name="Verdict">What it says.</param>
public sealed record JudgedReport(string? Label, string? Network, ReportVerdict Verdict);

/// <summary>Devices behind one public address.</summary>
/// <param name="Address">The address.</param>
/// <param name="Reports">Reports that came from behind it.</param>
public sealed record AddressUse(string Address, int Reports);

/// <summary>One thing to prepare.</summary>
/// <param name="Name">What: <c>names</c>, <c>ports</c>, <c>nat</c>, <c>natPool</c>, <c>bandwidth</c>, <c>vpn</c>, <c>inspection</c>, <c>assessment</c>.</param>
/// <param name="State">How far it is.</param>
/// <param name="Detail">What to do next.</param>
/// <param name="Entry">The entry of the call flow document behind it.</param>
public sealed record PreparationStep(string Name, PreparationState State, string Detail, int Entry);

/// <summary>How far something is prepared.</summary>
public enum PreparationState
{
    /// <summary>Done, as far as was measured.</summary>
    Done,

    /// <summary>Something is to be done.</summary>
    ToDo,

    /// <summary>Not measured, or a value is missing.</summary>
    Unknown,
}
