namespace Signaling.Api.Tests.Running;

/// <summary>Which store a test runs on.</summary>
public enum On
{
    /// <summary>One edge, whose calls are in its memory.</summary>
    Embedded,

    /// <summary>Three edges over one Redis.</summary>
    Redis,
}
