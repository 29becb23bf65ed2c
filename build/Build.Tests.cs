using ArgusAI.Operations.Engine;
using ArgusAI.Operations.Tests;
using Nuke.Common;
using Nuke.Components;

partial class Build
{
    static readonly string[] Unit = ["tests/Contract.Tests", "tests/Containers.Tests", "tests/Stack.Tests", "tests/Operations.Tests", "tests/Engine.Tests", "tests/Backend.Tests", "src/Frontend"];
    static readonly string[] OnTheEngine = ["tests/Smoke", "tests/EndToEnd"];

    [Parameter("Test, SmokeTest: run only what matches, for example FullyQualifiedName~Compose.")]
    readonly string? Filter;

    Target Test => _ => _
        .Description("Runs every test that needs no Docker Engine.")
        .DependsOn<ICompile>(x => x.Compile)
        .Executes(() => Interruptible(async () =>
        {
            await HostPackages.EnsureAsync(HostPackages.ForTests, InstallEngine, Terminal);
            await new TestRun(Workspace, Terminal).RunAsync(Unit, Options("test-report.html"));
        }));

    Target SmokeTest => _ => _
        .Description("Starts the generated stack on the engine in every profile, with a camera and a browser, and tests it.")
        .DependsOn<ICompile>(x => x.Compile)
        .DependsOn(Containers)
        .After(Test)
        .Executes(() => Interruptible(async () =>
        {
            await HostPackages.EnsureAsync(HostPackages.ForSmokeTests, InstallEngine, Terminal);
            await Emulation.EnsureAsync("arm64", InstallEngine, Terminal);
            await ProvideBaseImages();
            await new TestRun(Workspace, Terminal).RunAsync(OnTheEngine, Options("smoke-report.html") with
            {
                Docker = Docker,
                Environment = new Dictionary<string, string?> { [TestOptions.Thorough] = Thorough ? "true" : null },
            });
        }));

    TestOptions Options(string report) => new() { Configuration = ((IHazConfiguration)this).Configuration.ToString(), Filter = Filter, ReportName = report };
}
