using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Tests;

/// <summary>The README's example is the code below, and its output is what the code writes.</summary>
public class ExamplesTests
{
    static readonly string Readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md")).ReplaceLineEndings("\n");
    static readonly string Source = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ExamplesTests.cs.txt")).ReplaceLineEndings("\n");

    static (Dockerfile Dockerfile, ComposeFile Compose) Example()
    {
        // <example>
        var probe = new HealthCheck(Command.Exec("/probe", "http://127.0.0.1:8000/health"))
        {
            Interval = Duration.Seconds(30),
            StartPeriod = Duration.Seconds(60),
            StartInterval = Duration.Seconds(1),
        };

        var build = Stage.From(ImageRef.Parse("mcr.microsoft.com/dotnet/sdk:10.0"), "build", on: Platform.Build)
            .Arg(Args.TargetArch)
            .Workdir("/source")
            .Copy("src/", into: "src/")
            .Run("dotnet publish src/App -a $TARGETARCH -o /app", Mount.Cache("/root/.nuget/packages"));

        var dockerfile = Dockerfile.For(Stage.From(ImageRef.Parse("mcr.microsoft.com/dotnet/aspnet:10.0"), "runtime")
            .CopyFrom(build, "/app", "/app", link: true)
            .User(new Uid(1000))
            .Health(probe)
            .Entrypoint("/app/App")
            .Because("the list form, so that the program itself gets SIGTERM"));

        var compose = new ComposeFile
        {
            Header = "The application.\nRegenerate with: ./build.sh Generate",
            Services = new()
            {
                ["app"] = new Service
                {
                    Image = ImageRef.Parse("ghcr.io/owner/app:1.0"),
                    Build = new Build("."),
                    Restart = RestartPolicy.UnlessStopped,
                    Environment = new() { ["TZ"] = Env.Var("TZ").Or("UTC"), ["API_KEY"] = Env.Var("API_KEY").OrFail("set API_KEY in .env") },
                    Ports = [new Port((PortRange)8000) { HostAddress = "127.0.0.1", Host = Env.Var("APP_PORT").Or("8000") }],
                    Volumes = [new VolumeMount("data", "/app/data"), new TmpfsMount("/tmp") { Size = ByteSize.Megabytes(64) }],
                    HealthCheck = probe,
                    ReadOnly = true,
                    Why = new() { ["ports[0]"] = "loopback: Docker's rules bypass the host's firewall" },
                },
            },
            Volumes = new() { ["data"] = new Volume() },
        };
        // </example>
        return (dockerfile, compose);
    }

    [Fact]
    public void The_README_shows_the_example_that_is_compiled_here()
    {
        var start = Source.IndexOf("// <example>\n", StringComparison.Ordinal) + "// <example>\n".Length;
        var code = Source[start..Source.IndexOf("        // </example>", StringComparison.Ordinal)];
        Assert.Contains(string.Join('\n', code.Split('\n').Select(l => l.Length > 8 ? l[8..] : "")), Readme, StringComparison.Ordinal);
    }

    [Fact]
    public void The_README_shows_what_the_example_writes()
    {
        Assert.Contains($"```dockerfile\n{Example().Dockerfile.Write()}```", Readme, StringComparison.Ordinal);
        Assert.Contains($"```yaml\n{Example().Compose.Write()}```", Readme, StringComparison.Ordinal);
    }
}
