using System.Diagnostics;
using System.IO.Compression;

namespace ArgusAI.Containers.Tests;

/// <summary>The library as a package, used by a program that knows nothing of this repository.</summary>
public sealed class PackageTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("containers-package-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_package_stands_alone_and_runs_the_examples_of_its_README()
    {
        var feed = Path.Combine(_folder, "feed");
        DotNet(Root(), "pack", "build/Containers", "--configuration", "Release", "--output", feed, "--nologo");
        var package = Assert.Single(Directory.GetFiles(feed, "*.nupkg"));
        Assert.Single(Directory.GetFiles(feed, "*.snupkg"));
        using (var archive = ZipFile.OpenRead(package))
        {
            Assert.Superset(new HashSet<string> { "README.md", "lib/net10.0/ArgusAI.Containers.dll", "lib/net10.0/ArgusAI.Containers.xml" }, archive.Entries.Select(e => e.FullName).ToHashSet());
            using var reader = new StreamReader(archive.GetEntry("ArgusAI.Containers.nuspec")!.Open());
            var about = reader.ReadToEnd();
            Assert.Contains("<license type=\"expression\">MIT</license>", about, StringComparison.Ordinal);
            Assert.Contains("<readme>README.md</readme>", about, StringComparison.Ordinal);
            Assert.Equal(1, about.Split("<dependency ").Length - 1);
            Assert.Contains("<dependency id=\"YamlDotNet\"", about, StringComparison.Ordinal);
        }

        var program = Directory.CreateDirectory(Path.Combine(_folder, "program")).FullName;
        File.WriteAllText(Path.Combine(program, "Program.csproj"), Project(feed, Path.GetFileNameWithoutExtension(package)["ArgusAI.Containers.".Length..]));
        File.WriteAllText(Path.Combine(program, "Program.cs"), """
            using ArgusAI.Containers;
            using ArgusAI.Containers.Compose;
            using ArgusAI.Containers.Dockerfiles;
            using ArgusAI.Containers.DotEnv;
            using ArgusAI.Containers.Nginx;
            using ArgusAI.Containers.Reviews;

            """ + string.Concat(ExamplesTests.Blocks("csharp").Select(example => $"{{\n{example}}}\n")));
        var output = DotNet(program, "run", "--nologo");
        foreach (var expected in ExamplesTests.Blocks("text")) Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    // Packages that this machine has are taken from its cache, so that nothing is asked of the network.
    static string Project(string feed, string version) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <RestoreSources>{feed}</RestoreSources>
            <RestorePackagesPath>packages</RestorePackagesPath>
            <RestoreFallbackFolders>{Cache}</RestoreFallbackFolders>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="ArgusAI.Containers" Version="{version}" />
          </ItemGroup>
        </Project>
        """;

    static string Cache => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ArgusAI.sln"))) folder = folder.Parent;
        return folder.FullName;
    }

    static string DotNet(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // What `dotnet test` tells its own MSBuild is not for this one.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{output}\n{errors.Result}");
        return output;
    }
}
