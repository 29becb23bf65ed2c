using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Tests;

/// <summary>How tests are run.</summary>
public sealed record TestOptions
{
    /// <summary>The variable that asks tests for all they can do, however long it takes.</summary>
    public const string Thorough = "ARGUSAI_THOROUGH";

    /// <summary>The build configuration of the projects.</summary>
    public string Configuration { get; init; } = "Debug";

    /// <summary>Whether the projects are built already.</summary>
    public bool NoBuild { get; init; } = true;

    /// <summary>VSTest's filter expression; null runs all.</summary>
    public string? Filter { get; init; }

    /// <summary>Variables for the test processes.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The readable report's file name below the artifacts folder.</summary>
    public string ReportName { get; init; } = "test-report.html";

    /// <summary>The engine that the tests start containers on: swept before and after, and by a watchdog after a kill. Null when they start none.</summary>
    public DockerCli? Docker { get; init; }
}
