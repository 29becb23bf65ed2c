using System.Diagnostics;
using CliWrap;
using CliWrap.Buffered;

namespace Nuke.Conformance.Tests;

/// <summary>A small repository around the real build.sh: its build compiles in seconds and prints what it was given.</summary>
public sealed class SmallTree
{
    const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <ImplicitUsings>enable</ImplicitUsings>
            <OutputPath>$(NukeOutput)</OutputPath>
            <AppendTargetFrameworkToOutputPath>false</AppendTargetFrameworkToOutputPath>
            <UseAppHost>false</UseAppHost>
          </PropertyGroup>
        </Project>
        """;

    const string Program = """
        using System.Runtime.InteropServices;
        Console.WriteLine("version 1");
        foreach (var word in args) Console.WriteLine($"word: <{word}>");
        if (args is ["read"]) Console.WriteLine($"input: {Console.In.ReadToEnd()}");
        if (args is ["exit", var code]) return int.Parse(code);
        if (args is ["wait"])
        {
            using var ended = new ManualResetEventSlim();
            using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => { context.Cancel = true; ended.Set(); });
            Console.WriteLine("waiting");
            ended.Wait();
            Console.WriteLine("cleaned up");
            return 7;
        }
        return 0;
        """;

    const string Packages = """
        <Project>
          <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
          <ItemGroup>
            <PackageVersion Include="Nuke.Common" Version="10.1.0" />
            <PackageVersion Include="Nuke.Components" Version="10.1.0" />
          </ItemGroup>
        </Project>
        """;

    public SmallTree()
    {
        Root = Directory.CreateDirectory(Path.Combine(SampleBuild.Scratch, Guid.NewGuid().ToString("n"))).FullName;
        File.Copy(Path.Combine(SampleBuild.Root, "build.sh"), Path.Combine(Root, "build.sh"));
        File.Copy(Path.Combine(SampleBuild.Root, "global.json"), Path.Combine(Root, "global.json"));
        Write("Directory.Build.props", "<Project><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        Write("Directory.Packages.props", Packages);
        Write("src/Contract/Contract.txt", "1");
        Write("build/_build.csproj", Project);
        Write("build/Build.cs", Program);
        Sources("<clear />");
    }

    public string Root { get; }

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public void Write(string path, string content)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    /// <summary>The package sources of this tree, as elements of its nuget.config.</summary>
    public void Sources(string elements)
        => Write("nuget.config", $"<configuration><packageSources><clear />{elements}</packageSources></configuration>");

    /// <summary>Runs its build.sh with the offline engine, unless the variables say otherwise.</summary>
    public async Task<Run> Build(string[] words, string? input = null, params (string Name, string? Value)[] variables)
    {
        var result = await Command(words).WithStandardInputPipe(input is null ? PipeSource.Null : PipeSource.FromString(input))
            .WithEnvironmentVariables(x =>
            {
                x.Set("NUKE_ENGINE", "offline");
                foreach (var (name, value) in variables) x.Set(name, value);
            })
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return new(result.StandardOutput + result.StandardError, result.ExitCode);
    }

    /// <summary>Starts its build.sh and lets it run.</summary>
    public Process Start(params string[] words)
    {
        var start = new ProcessStartInfo("/bin/bash", [Path.Combine(Root, "build.sh"), .. words]) { WorkingDirectory = Root, RedirectStandardOutput = true };
        start.Environment["NUKE_ENGINE"] = "offline";
        return Process.Start(start)!;
    }

    Command Command(string[] words) => Cli.Wrap("/bin/bash").WithArguments([Path.Combine(Root, "build.sh"), .. words])
        .WithWorkingDirectory(Root).WithValidation(CommandResultValidation.None);
}
