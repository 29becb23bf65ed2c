using ArgusAI.Operations.Compose;
using ArgusAI.Operations.Files;
using ArgusAI.Operations.Processes;
using ArgusAI.Operations.Tests.Engine;

namespace ArgusAI.Operations.Tests.Compose;

public sealed class ComposeProjectTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void The_files_follow_the_profiles_and_the_stand_ins()
    {
        Assert.Equal(["docker-compose.yml"], For([], standIns: false).Files);
        Assert.Equal(["docker-compose.yml", "deploy/compose/airgap.yml"], For([], standIns: true).Files);
        Assert.Equal(["docker-compose.yml", "deploy/compose/airgap.yml", "deploy/compose/usb.yml"], For(["usb"], standIns: true).Files);
    }

    [Fact]
    public void The_usb_profile_is_an_overlay_and_no_compose_profile() =>
        Assert.Equal(["postgres", "ssl"], For(["postgres", "usb", "ssl", "ssl"], standIns: false).Profiles);

    [Fact]
    public void An_unknown_profile_is_refused_with_those_there_are()
    {
        var error = Assert.Throws<OperationException>(() => For(["tls"], standIns: false));
        Assert.Contains("'tls'", error.Message, StringComparison.Ordinal);
        Assert.Contains("postgres, ssl, usb", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_call_names_the_project_its_files_and_profiles()
    {
        var project = For(["ssl"], standIns: true) with { Name = "mine", EnvFile = "/run/settings" };
        var root = sandbox.Folder;
        Assert.Equal(
            ["compose", "--project-directory", root, "--project-name", "mine", "--env-file", "/run/settings", "--file", $"{root}/docker-compose.yml", "--file", $"{root}/deploy/compose/airgap.yml", "--profile", "ssl", "ps", "-q"],
            project.Arguments("ps", "-q"));
    }

    [Fact]
    public void Starting_with_ssl_hands_the_keys_owner_to_nginx()
    {
        Assert.SkipUnless(PosixOwner.IsRoot, "only root gives files away");
        Operations.Certificates.Certificates.Ensure(sandbox.Workspace, sandbox.Console);
        PosixOwner.Set(Path.Combine(sandbox.Workspace.Certificates, "key.pem"), 1234, 1234);
        Assert.Equal("1234", For(["ssl"], standIns: false).OnThisHost().Environment["ARGUSAI_CERTS_UID"]);
        Assert.DoesNotContain("ARGUSAI_CERTS_UID", For([], standIns: false).OnThisHost().Environment.Keys);
    }

    [Fact]
    public void An_owner_that_env_names_is_left_to_it()
    {
        Assert.SkipUnless(PosixOwner.IsRoot, "only root gives files away");
        sandbox.File(".env", "ARGUSAI_CERTS_UID=1000\n");
        Operations.Certificates.Certificates.Ensure(sandbox.Workspace, sandbox.Console);
        Assert.DoesNotContain("ARGUSAI_CERTS_UID", For(["ssl"], standIns: false).OnThisHost().Environment.Keys);
    }

    [Fact]
    public void Starting_with_ssl_and_no_certificate_names_Certs()
    {
        var error = Assert.Throws<OperationException>(() => For(["ssl"], standIns: false).OnThisHost());
        Assert.Contains("./build.sh Certs", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Starting_with_usb_and_no_camera_says_that_the_device_is_missing()
    {
        Assert.SkipWhen(File.Exists(ComposeProject.VideoDevice), "this machine has a camera");
        var error = Assert.Throws<OperationException>(() => For(["usb"], standIns: false).OnThisHost());
        Assert.Contains("/dev/video0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_needs_no_settings_and_sees_every_profile()
    {
        var reading = For([], standIns: false).ForReading();
        Assert.Equal(["*"], reading.Profiles);
        Assert.Equal("unset", reading.Environment["ENCRYPTION_KEY"]);
        sandbox.File(".env", "ENCRYPTION_KEY=mine\n");
        Assert.DoesNotContain("ENCRYPTION_KEY", For([], standIns: false).ForReading().Environment.Keys);
    }

    private ComposeProject For(string[] profiles, bool standIns) => ComposeProject.For(sandbox.Workspace, new DockerCli(), profiles, standIns);

    public void Dispose() => sandbox.Dispose();
}
