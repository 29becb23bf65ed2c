using System.Text.RegularExpressions;
using ArgusAI.Containers;
using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Stack.Tests;

/// <summary>What the steps of both Dockerfiles may reach, and what the images begin with.</summary>
public partial class BuildStepsTests
{
    private const string Authorities = "/run/secrets/ca";

    // As npm, .NET and apt each want to be told.
    private static readonly string[] Told = ["SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "APT_CONFIG"];

    private static readonly Mount Ca = Mount.Secret("ca");

    public static TheoryData<string> Images => [StackFiles.BackendDockerfile, StackFiles.FrontendDockerfile];

    [Theory]
    [MemberData(nameof(Images))]
    public void A_step_has_no_network_or_trusts_the_authorities_that_the_caller_gives(string path)
    {
        var dockerfile = Model(path).Dockerfile;
        Assert.Empty(Untrusting(dockerfile));
        Assert.Contains(dockerfile.Stages.SelectMany(s => s.Instructions).OfType<Run>(), r => r.Network == RunNetwork.Default);
    }

    public static TheoryData<Run, string?> Steps => new()
    {
        { new Run("make") { Network = RunNetwork.None }, null },
        { new Run($"export SSL_CERT_FILE={Authorities} NODE_EXTRA_CA_CERTS={Authorities} APT_CONFIG=/etc/apt/own.conf; npm ci") { Mounts = [Ca] }, null },
        { new Run("npm ci"), "build: 'npm ci' does not mount the secret ca" },
        { new Run("npm ci") { Mounts = [Mount.Secret("other")] }, "build: 'npm ci' does not mount the secret ca" },
        { new Run("npm ci") { Network = RunNetwork.Host, Mounts = [Ca] }, "build: 'npm ci' does not set SSL_CERT_FILE" },
        { new Run($"export SSL_CERT_FILE={Authorities}; npm ci") { Mounts = [Ca] }, $"build: 'export SSL_CERT_FILE={Authorities}; npm ci' does not set NODE_EXTRA_CA_CERTS" },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_step_that_would_not_trust_them_is_found(Run step, string? problem)
    {
        var build = Stage.From(ImageRef.Parse("example.org/base:1"), "build").With(step);
        var final = Stage.FromScratch("final").CopyFrom(build, "/a", "/a");
        Assert.Equal(problem is null ? [] : [problem], Untrusting(Dockerfile.For(final)));
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void No_step_compiles_while_the_others_wait_for_apts_lock(string path)
    {
        var holders = Model(path).Dockerfile.Stages.SelectMany(s => s.Instructions).OfType<Run>().Where(r => r.Mounts.OfType<Mount.CacheMount>().Any(m => m.Sharing == CacheSharing.Locked)).ToList();
        Assert.NotEmpty(holders);
        Assert.All(holders, step => Assert.DoesNotMatch(@"(?m)^\s*(\./configure|make|target-gcc)\b", Scripts().Replace(step.Script!, m => Repository.Read(StackFiles.ImageTemplates + m.Value))));
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void An_image_begins_with_nothing_and_runs_no_step(string path)
    {
        var final = Model(path).Dockerfile.Final;
        Assert.IsType<StageBase.Scratch>(final.Base);
        Assert.Empty(final.Instructions.OfType<Run>());
    }

    [Fact]
    public void The_backends_packages_are_restored_as_they_are_locked()
    {
        var restore = Repository.Model.Backend.Dockerfile.Stages.Single(s => s.Name == "restore").Instructions
            .TakeWhile(i => i is not Run { Script: var script } || !script!.Contains("dotnet restore", StringComparison.Ordinal)).ToList();
        Assert.Contains(restore.OfType<Copy>().SelectMany(c => c.Paths), p => p.LiteralText == "src/Backend/packages.lock.json");
        Assert.Contains(restore.OfType<EnvInstruction>().SelectMany(e => e.Variables), v => v.Key == "RestoreLockedMode" && v.Value.LiteralText == "true");
    }

    [GeneratedRegex(@"\b[a-z]+\.sh\b")]
    private static partial Regex Scripts();

    private static ImageModel Model(string path) => path == StackFiles.BackendDockerfile ? Repository.Model.Backend : Repository.Model.Frontend;

    private static IEnumerable<string> Untrusting(Dockerfile dockerfile)
    {
        foreach (var (stage, run) in dockerfile.Stages.SelectMany(s => s.Instructions.OfType<Run>().Select(r => (s.Name, r))))
        {
            if (run.Network == RunNetwork.None) continue;
            var step = $"{stage}: '{run.Script ?? string.Join(' ', run.Arguments)}'";
            if (!run.Mounts.OfType<Mount.SecretMount>().Any(m => m.Id?.LiteralText == "ca")) yield return $"{step} does not mount the secret ca";
            else if (Told.FirstOrDefault(name => run.Script?.Contains(name + "=", StringComparison.Ordinal) != true) is { } untold) yield return $"{step} does not set {untold}";
        }
    }
}
