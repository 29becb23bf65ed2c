using System.Reflection;
using CliWrap;
using CliWrap.Buffered;

[assembly: AssemblyFixture(typeof(Nuke.Conformance.Tests.SampleBuild))]

namespace Nuke.Conformance.Tests;

/// <summary>The two engines that one build source must run alike on.</summary>
public enum Engine
{
    /// <summary>build/Engine.</summary>
    Offline,

    /// <summary>NUKE's own package, where the package source offers it.</summary>
    Package,
}

/// <summary>Compiles the sample build, once per engine and run of the suite.</summary>
public sealed class SampleBuild : IDisposable
{
    readonly Dictionary<Engine, Lazy<Task<Compiled>>> compiled;

    public SampleBuild() => compiled = Enum.GetValues<Engine>().ToDictionary(x => x, x => new Lazy<Task<Compiled>>(() => Compile(x)));

    /// <summary>The repository.</summary>
    public static string Root { get; } = typeof(SampleBuild).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(x => x.Key == "Root").Value!;

    /// <summary>What the runs of a suite write: below the system's temporary folder, removed at the end.</summary>
    public static string Scratch { get; } = Directory.CreateTempSubdirectory("nuke-conformance-").FullName;

    static string Folder => Path.Combine(Root, "tests", "Engine.Tests", "Build");

    /// <summary>The compiled build; the test is reported as not run where the engine cannot be had.</summary>
    public async Task<string> Dll(Engine engine)
    {
        var result = await compiled[engine].Value;
        if (result.Missing is { } reason) Assert.Skip($"not run here: {reason}");
        return result.Dll;
    }

    public void Dispose() => Directory.Delete(Scratch, recursive: true);

    static async Task<Compiled> Compile(Engine engine)
    {
        var name = engine.ToString().ToLowerInvariant();
        var result = await Cli.Wrap("dotnet")
            .WithArguments(["build", Path.Combine(Folder, "Conformance.csproj"), "-c", "Release", "-v", "q", "-nologo", "-nodeReuse:false", $"-p:NukeEngine={name}"])
            .WithEnvironmentVariables(x => x.Set("MSBUILD_EXE_PATH", null).Set("MSBuildSDKsPath", null))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

        // Only a source that does not have the package is a reason not to run; a broken build or source is a failure.
        if (engine == Engine.Package && result.StandardOutput.Contains("NU1101", StringComparison.Ordinal))
            return new("", "the package source does not offer Nuke.Common 10.1.0");
        Assert.True(result.ExitCode == 0, $"The sample build does not compile on {name}:\n{result.StandardOutput}");
        return new(Path.Combine(Folder, "bin", name, "Conformance.dll"), null);
    }

    sealed record Compiled(string Dll, string? Missing);
}
