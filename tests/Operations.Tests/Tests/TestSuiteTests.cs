using ArgusAI.Operations.Tests;

namespace ArgusAI.Operations.Tests.Tests;

public sealed class TestSuiteTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("argusai-suite-").FullName;

    public TestSuiteTests()
    {
        Directory.CreateDirectory(Path.Combine(folder, "test"));
        File.WriteAllText(Path.Combine(folder, "package.json"), "{}");
        File.WriteAllText(Path.Combine(folder, "package-lock.json"), "{}");
        File.WriteAllText(Path.Combine(folder, "test", "a.test.mjs"), "");
        File.WriteAllText(Path.Combine(folder, "test", "fake-backend.mjs"), "");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_npm_project_is_installed_linted_built_and_tested_with_a_JUnit_file()
    {
        var steps = Steps();

        Assert.Equal(["npm ci", "npm run", "npm run", "node --test"], steps.Select(s => $"{s.Program} {s.Arguments[0]}"));
        Assert.All(steps, s => Assert.Equal(folder, s.Folder));
        Assert.Contains($"--test-reporter-destination={folder}/results.xml", steps[^1].Arguments);
        Assert.Equal(["a.test.mjs"], steps[^1].Arguments.Where(a => a.EndsWith(".mjs", StringComparison.Ordinal)).Select(Path.GetFileName));
    }

    [Fact]
    public void Packages_are_installed_again_only_when_the_lock_file_is_newer()
    {
        var installed = Path.Combine(folder, "node_modules", ".package-lock.json");
        Directory.CreateDirectory(Path.GetDirectoryName(installed)!);
        File.WriteAllText(installed, "{}");
        File.SetLastWriteTimeUtc(installed, DateTime.UtcNow.AddMinutes(1));
        Assert.DoesNotContain(Steps(), s => s.Arguments[0] == "ci");

        File.SetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"), DateTime.UtcNow.AddMinutes(2));
        Assert.Contains(Steps(), s => s.Arguments[0] == "ci");
    }

    [Fact]
    public void A_NET_project_is_run_by_dotnet_with_the_filter()
    {
        File.Delete(Path.Combine(folder, "package.json"));

        var step = Assert.Single(TestSuite.At(folder).Steps(new TestOptions { Filter = "Name~x" }, "/r.xml"));

        Assert.Equal("dotnet", step.Program);
        Assert.Equal("Name~x", step.Arguments[step.Arguments.ToList().IndexOf("--filter") + 1]);
    }

    private List<TestStep> Steps() => [.. TestSuite.At(folder).Steps(new TestOptions(), folder + "/results.xml")];
}
