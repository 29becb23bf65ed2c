using ArgusAI.Operations.Diagnosis;
using ArgusAI.Operations.Engine;
using ArgusAI.Operations.Processes;
using ArgusAI.Operations.Tests.Engine;

namespace ArgusAI.Operations.Tests.Diagnosis;

public sealed class DoctorTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly Sandbox sandbox = new();

    [Fact]
    public async Task Without_an_engine_it_says_so_examines_the_rest_and_fails()
    {
        var error = await Assert.ThrowsAsync<OperationException>(() => Doctor.RunAsync(sandbox.Workspace, new DockerCli { Executable = Path.Combine(sandbox.Folder, "no-docker") }, sandbox.Console, TestContext.Current.CancellationToken));
        Assert.Contains("engine", error.Message, StringComparison.Ordinal);
        Assert.Contains("there is no docker program", sandbox.Printed, StringComparison.Ordinal);
        Assert.Contains("--install-engine", sandbox.Printed, StringComparison.Ordinal);
        foreach (var subject in (string[])["disk", ".env", "port 8000", "certificate", "emulation"]) Assert.Contains(subject, sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_does_not_answer_is_told_from_one_that_is_not_there()
    {
        var findings = await Doctor.ExamineAsync(sandbox.Workspace, sandbox.Docker(null), TestContext.Current.CancellationToken);
        Assert.Contains(findings, f => f is { Verdict: Verdict.Failure, Subject: "engine" } && f.Text.Contains("no Docker engine answers", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(26, Verdict.Ok, null)]
    [InlineData(25, Verdict.Ok, null)]
    [InlineData(24, Verdict.Failure, "./build.sh Generate --engine-floor 24 (writes")]
    [InlineData(20, Verdict.Failure, "update it")]
    public void An_engine_is_judged_by_its_version(int major, Verdict verdict, string? fix)
    {
        var finding = EngineCheck.Judge(Facts(new Version(major, 0, 7)))[0];
        Assert.Equal(verdict, finding.Verdict);
        if (fix is not null) Assert.Contains(fix, finding.Fix!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_plugin_is_named_with_its_package()
    {
        var finding = Assert.Single(EngineCheck.Judge(Facts(new Version(26, 0, 0)) with { Buildx = null }), f => f.Verdict != Verdict.Ok);
        Assert.Equal("buildx", finding.Subject);
        Assert.Contains("docker-buildx-plugin", finding.Fix!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_that_may_not_be_used_is_told_from_a_stopped_engine()
    {
        var finding = EngineCheck.Judge(Facts(null) with { Problem = "permission denied while trying to connect to the Docker daemon socket" })[0];
        Assert.Contains("usermod", finding.Fix!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1L << 30, Verdict.Failure)]
    [InlineData(5L << 30, Verdict.Warning)]
    [InlineData(50L << 30, Verdict.Ok)]
    public void Free_space_is_judged(long bytes, Verdict verdict) => Assert.Equal(verdict, HostCheck.Space("cache", bytes).Verdict);

    [Fact]
    public void A_missing_env_is_no_failure_since_Up_creates_it() =>
        Assert.Equal(Verdict.Warning, Assert.Single(HostCheck.Settings(sandbox.Workspace)).Verdict);

    [Fact]
    public void Every_problem_of_env_is_a_line_with_its_fix()
    {
        sandbox.File(".env", "ENCRYPTION_KEY=your-fernet-key-here\nJWT_SECRET_KEY=short\n");
        var failures = HostCheck.Settings(sandbox.Workspace).Where(f => f.Verdict == Verdict.Failure).ToList();
        Assert.Equal(2, failures.Count);
        Assert.All(failures, f => Assert.Contains("openssl rand", f.Fix!, StringComparison.Ordinal));
    }

    [Fact]
    public void A_malformed_line_of_env_is_named()
    {
        sandbox.File(".env", "TZ=UTC\n=x\n");
        Assert.Contains(":2", HostCheck.Settings(sandbox.Workspace).First().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_env_that_others_can_read_is_worth_a_word()
    {
        if (OperatingSystem.IsWindows()) return;
        Operations.EnvFiles.EnvFile.Ensure(sandbox.Workspace, sandbox.Console);
        Assert.Equal(Verdict.Ok, Assert.Single(HostCheck.Settings(sandbox.Workspace)).Verdict);
        File.SetUnixFileMode(sandbox.Workspace.EnvFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", Assert.Single(HostCheck.Settings(sandbox.Workspace)).Fix!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificates_end_is_foreseen()
    {
        Assert.Equal(Verdict.Ok, HostCheck.Certificate(sandbox.Workspace, Now).Verdict);
        Operations.Certificates.Certificates.Ensure(sandbox.Workspace, sandbox.Console);
        Assert.Equal(Verdict.Ok, HostCheck.Certificate(sandbox.Workspace, Now).Verdict);
        Assert.Contains("ends in", HostCheck.Certificate(sandbox.Workspace, Now.AddDays(810)).Text, StringComparison.Ordinal);
        Assert.Contains("expired", HostCheck.Certificate(sandbox.Workspace, Now.AddDays(900)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Emulation_is_read_from_the_kernels_list()
    {
        Assert.Equal(Verdict.Warning, HostCheck.Emulation(sandbox.Folder).Verdict);
        sandbox.File("qemu-aarch64", "enabled\ninterpreter /usr/bin/qemu-aarch64-static\n");
        sandbox.File("qemu-x86_64", "enabled\n");
        Assert.Equal(Verdict.Ok, HostCheck.Emulation(sandbox.Folder).Verdict);
        sandbox.File("qemu-aarch64", "disabled\n");
        sandbox.File("qemu-x86_64", "disabled\n");
        Assert.Equal(Verdict.Warning, HostCheck.Emulation(sandbox.Folder).Verdict);
    }

    [Fact]
    public async Task A_taken_port_is_a_failure_that_names_its_holder()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        int port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        sandbox.File(".env", $"ARGUSAI_BACKEND_PORT={port}\n");
        var findings = await HostCheck.PortsAsync(sandbox.Workspace, sandbox.Docker("26.1.5"), "argusai", TestContext.Current.CancellationToken);
        var finding = Assert.Single(findings, f => f.Subject == $"port {port}");
        Assert.Equal(Verdict.Failure, finding.Verdict);
        Assert.Contains($"pid {Environment.ProcessId}", finding.Text, StringComparison.Ordinal);
    }

    private static EngineFacts Facts(Version? engine) => new() { HasClient = true, Engine = engine, Compose = new Version(2, 26, 1), Buildx = new Version(0, 13, 1) };

    public void Dispose() => sandbox.Dispose();
}
