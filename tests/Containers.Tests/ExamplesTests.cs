using System.Text.RegularExpressions;
using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Dockerfiles;
using ArgusAI.Containers.DotEnv;
using ArgusAI.Containers.Nginx;
using ArgusAI.Containers.Reviews;

namespace ArgusAI.Containers.Tests;

/// <summary>The README's examples are the code below, and their output is what the code writes.</summary>
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
            Header = "The application.\nRegenerate with: dotnet run --project build",
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

    static string Reading()
    {
        var Console = new StringWriter { NewLine = "\n" };
        // <example>
        var read = ComposeFile.Read("services:\n  web:\n    image: nginx:1.29\n    ports: ['8080:80']\n    restart: sometimes\n");
        Console.WriteLine(read.Model!.Services["web"].Ports[0].Host);
        foreach (var problem in read.Problems) Console.WriteLine($"{problem.Position}: {problem.Message}");
        // </example>
        return Console.ToString();
    }

    static string Editing()
    {
        var Console = new StringWriter { NewLine = "\n" };
        // <example>
        var mine = DotEnvFile.Parse("# my own\nTZ='Europe/Berlin'   # home\n");
        var wanted = DotEnvFile.Empty.Set("TZ", "UTC").Comment("Signs the sessions.").Set("KEY", "it's $5");
        Console.WriteLine(mine.AddMissing(wanted).Write());
        // </example>
        return Console.ToString();
    }

    static string Nginx()
    {
        var Console = new StringWriter { NewLine = "\n" };
        // <example>
        var nginx = NginxDocument.Parse("http { server { listen 80; return 301 https://$host$request_uri; } }");
        Console.WriteLine(nginx.Write());
        // </example>
        return Console.ToString();
    }

    static string Reviewing()
    {
        var Console = new StringWriter { NewLine = "\n" };
        // <example>
        var text = "services:\n  web:\n    image: nginx:1.29\n    privileged: true\n"u8;
        foreach (var finding in TextReview.Of("compose.yml", text).Where(f => f.Policy.Id == "compose-privileged")) Console.WriteLine(finding);

        var waiver = new Waiver("compose-privileged", "compose.yml", "services.web", "reads the host's sensors");
        var model = ComposeFile.Parse("services:\n  web:\n    image: nginx:1.29\n    privileged: true\n");
        var left = new Review { Waivers = [waiver] }.Of("compose.yml", model).Findings();
        Console.WriteLine(left.Any(f => f.Policy.Id == "compose-privileged"));
        // </example>
        return Console.ToString();
    }

    /// <summary>The README's blocks of a language.</summary>
    internal static IReadOnlyList<string> Blocks(string language) =>
        [.. Regex.Matches(Readme, $"^```{language}\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline).Select(m => m.Groups[1].Value)];

    [Fact]
    public void The_README_shows_the_examples_that_are_compiled_here()
    {
        var examples = Regex.Matches(Source, "^ +// <example>\n(.*?)^ +// </example>", RegexOptions.Singleline | RegexOptions.Multiline)
            .Select(m => string.Join('\n', m.Groups[1].Value.Split('\n').Select(l => l.Length > 8 ? l[8..] : "")));
        Assert.Equal(examples, Blocks("csharp"));
    }

    [Fact]
    public void The_README_shows_what_the_examples_write()
    {
        Assert.Equal([Example().Dockerfile.Write()], Blocks("dockerfile"));
        Assert.Equal([Example().Compose.Write()], Blocks("yaml"));
        Assert.Equal([Reading(), Reviewing()], Blocks("text"));
        Assert.Equal([Editing()], Blocks("dotenv"));
        Assert.Equal([Nginx()], Blocks("nginx"));
    }
}
