namespace Nuke.Components;

/// <summary>Debug or Release.</summary>
public class Configuration : Enumeration
{
    public static readonly Configuration Debug = new() { Value = nameof(Debug) };
    public static readonly Configuration Release = new() { Value = nameof(Release) };
}

/// <summary>Knows how to compile: Debug on a developer's machine, Release on a build server, unless <c>--configuration</c> says otherwise.</summary>
public interface IHazConfiguration : INukeBuild
{
    [Parameter("Debug or Release; default: Debug, on a build server Release.")]
    Configuration Configuration => TryGetValue(() => Configuration) ?? (IsLocalBuild ? Configuration.Debug : Configuration.Release);
}

/// <summary>Has a solution.</summary>
public interface IHazSolution : INukeBuild
{
    [Solution, Required]
    Solution Solution => TryGetValue(() => Solution);
}

/// <summary>Has a folder for what it makes.</summary>
public interface IHazArtifacts : INukeBuild
{
    AbsolutePath ArtifactsDirectory => RootDirectory / "artifacts";
}

/// <summary>Restores the solution.</summary>
public interface IRestore : IHazSolution
{
    Target Restore => _ => _
        .Executes(() => DotNet.Run($"restore {DotNet.Path(Solution)}{(IgnoreFailedSources ? " --ignore-failed-sources" : ""):nq}"));

    sealed Configure<DotNetRestoreSettings> RestoreSettingsBase => _ => _;
    Configure<DotNetRestoreSettings> RestoreSettings => _ => _;

    [Parameter("Ignore unreachable package sources during Restore.")]
    bool IgnoreFailedSources => TryGetValue<bool?>(() => IgnoreFailedSources) ?? false;
}

/// <summary>Compiles the solution. Nothing is published here: NUKE's own default list is empty too.</summary>
public interface ICompile : IRestore, IHazConfiguration
{
    Target Compile => _ => _
        .DependsOn(Restore)
        .WhenSkipped(DependencyBehavior.Skip)
        .Executes(() => DotNet.Run($"build {DotNet.Path(Solution)} --configuration {Configuration}{Suffix:nq}"));

    private string Suffix => (SucceededTargets.Any(x => x.Factory == Restore) ? " --no-restore" : "") + (IsServerBuild ? " -p:ContinuousIntegrationBuild=true" : "");

    sealed Configure<DotNetBuildSettings> CompileSettingsBase => _ => _;
    sealed Configure<DotNetPublishSettings> PublishSettingsBase => _ => _;
    Configure<DotNetBuildSettings> CompileSettings => _ => _;
    Configure<DotNetPublishSettings> PublishSettings => _ => _;
    IEnumerable<(Project Project, string Framework)> PublishConfigurations => [];
    int PublishDegreeOfParallelism => 10;
}
