namespace Nuke.Common;

/// <summary>The base of a build: its <see cref="Target"/> properties are the targets, its <see cref="ParameterAttribute"/> members the options.</summary>
public abstract class NukeBuild : INukeBuild
{
    // The environment variables by which NUKE recognises a build server.
    static readonly string[] ServerVariables =
    [
        "APPVEYOR", "TF_BUILD", "bamboo_planKey", "BITBUCKET_PIPELINE_UUID", "BITRISE_BUILD_URL", "GITHUB_ACTIONS",
        "GITLAB_CI", "JENKINS_HOME", "JB_SPACE_PROJECT_KEY", "TEAMCITY_VERSION", "TRAVIS",
    ];

    protected NukeBuild() { }

    // The engine's own options; members so that a build can enumerate them as it does on NUKE. Injection sets them.
#pragma warning disable CS0649
    [Parameter("Targets to run, `+` or blank between them.", Name = "Target", Separator = "+")] internal readonly string[] TargetNames;
    [Parameter("Dependencies to skip; without a name, all of them.", Name = "Skip", Separator = "+")] internal readonly string[] SkipNames;
    [Parameter("Shows the targets that would run, in order.")] internal readonly bool Plan;
    [Parameter("Shows this help.")] internal readonly bool Help;
    [Parameter("Does not show the engine's first line.")] internal readonly bool NoLogo;
#pragma warning restore CS0649
    [Parameter("Directory that holds `.nuke`.", Name = "Root")] internal static AbsolutePath RootParameter => RootDirectory;
    [Parameter("Profiles to load: `.nuke/parameters.NAME.json`.", Name = "Profile")] internal static string[] ProfileParameter => LoadedLocalProfiles;

    public IReadOnlyCollection<ExecutableTarget> InvokedTargets => [.. ExecutionPlan.Where(x => x.Invoked)];
    public IReadOnlyCollection<ExecutableTarget> FailedTargets => InStatus(ExecutionStatus.Failed);
    public IReadOnlyCollection<ExecutableTarget> SucceededTargets => InStatus(ExecutionStatus.Succeeded);
    public int? ExitCode { get; set; }

    protected internal virtual string EmbeddedPackagesDirectory => null;

    public static AbsolutePath RootDirectory => Root.Directory;
    public static AbsolutePath TemporaryDirectory { get; } = Directory.CreateDirectory(RootDirectory / ".nuke" / "temp").FullName;
    public static AbsolutePath BuildAssemblyDirectory { get; } = AppContext.BaseDirectory;
    public static AbsolutePath BuildProjectDirectory => Root.ProjectAbove(BuildAssemblyDirectory);

    [Parameter("Verbose, Normal, Minimal or Quiet.")]
    public static Verbosity Verbosity { get; set; } = (Verbosity?)ParameterSource.Value("Verbosity", typeof(Verbosity?), null) ?? Verbosity.Normal;

    public static string[] LoadedLocalProfiles { get; } = ParameterSource.Profiles;
    public static bool IsLocalBuild => !IsServerBuild;
    public static bool IsServerBuild => Array.Exists(ServerVariables, x => Environment.GetEnvironmentVariable(x) is not null);

    internal List<ExecutableTarget> ExecutionPlan { get; set; } = [];

    protected static int Execute<T>(params Expression<Func<T, Target>>[] defaultTargetExpressions) where T : NukeBuild, new()
        => BuildRun.Execute(defaultTargetExpressions);

    public void ReportSummary(Configure<Dictionary<string, string>> configurator = null)
    {
        var running = ExecutionPlan.Single(x => x.Status == ExecutionStatus.Running);
        running.Summary = configurator?.Invoke([]) ?? [];
    }

    protected internal virtual void OnBuildCreated() { }
    protected internal virtual void OnBuildInitialized() { }
    protected internal virtual void OnBuildFinished() { }
    protected internal virtual void OnTargetRunning(string target) { }
    protected internal virtual void OnTargetSkipped(string target) { }
    protected internal virtual void OnTargetSucceeded(string target) { }
    protected internal virtual void OnTargetFailed(string target) { }

    List<ExecutableTarget> InStatus(ExecutionStatus status) => [.. ExecutionPlan.Where(x => x.Status == status)];

    AbsolutePath INukeBuild.RootDirectory => RootDirectory;
    AbsolutePath INukeBuild.TemporaryDirectory => TemporaryDirectory;
    Verbosity INukeBuild.Verbosity => Verbosity;
    bool INukeBuild.IsLocalBuild => IsLocalBuild;
    bool INukeBuild.IsServerBuild => IsServerBuild;
    T INukeBuild.TryGetValue<T>(Expression<Func<T>> parameterExpression) => (T)Injection.Read(Members.Of(parameterExpression), typeof(T));
    T INukeBuild.TryGetValue<T>(Expression<Func<object>> parameterExpression) => (T)Injection.Read(Members.Of(parameterExpression), typeof(T));
}
