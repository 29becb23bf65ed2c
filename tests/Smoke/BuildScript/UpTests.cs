using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ArgusAI.Operations.Images;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.BuildScript;

/// <summary><c>./build.sh Up</c>, typed in a fresh clone. Each test leaves nothing running.</summary>
public sealed class UpTests(FreshClone clone) : IClassFixture<FreshClone>, IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Up_alone_is_enough_and_a_second_one_restarts_nothing()
    {
        var first = (await clone.Build("Up")).Succeeded();
        Assert.Contains($":{clone.Stack.Ports.Frontend}", first.Output, StringComparison.Ordinal);
        using (var client = new ArgusClient(clone.Stack.Frontend))
            Assert.Equal(HttpStatusCode.OK, (await client.SignIn(clone.Stack.Secrets.AdminPassword)).StatusCode);

        var before = await Identities();
        IReadOnlyList<string> byHand = ["buildx", "bake", "--file", Bake.File, .. (await StackImages.OutsideImages()).StandIns ? (string[])["--file", Bake.StandInOverlay] : [], "--set", "*.output=type=cacheonly"];
        var (byBuild, compose, bake) = (TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (int round = 0; round < 3; round++)
        {
            byBuild = Shorter(byBuild, await Timed(() => clone.Build("Up")));
            compose = Shorter(compose, await Timed(() => clone.Stack.Shell.Docker("compose", "up", "-d", "--wait")));
            bake = Shorter(bake, await Timed(() => clone.Stack.Shell.Docker(byHand)));
        }
        Assert.Equal(before, await Identities());
        Measurements.Note("second_build_up_seconds_over_compose", (byBuild - compose).TotalSeconds);
        // On a busy machine everything takes longer: at most three times what the same work takes when it is typed by hand.
        Assert.True(byBuild - compose <= TimeSpan.FromSeconds(2.5) || byBuild <= 3 * (bake + compose), $"./build.sh Up took {byBuild}, compose {compose}, bake {bake}");

        (await clone.Build("Down")).Succeeded();
        Assert.Equal(0, await clone.Containers());
    }

    [Fact]
    public async Task Ctrl_C_during_Up_leaves_no_container()
    {
        using var up = new Interruptible(clone.Shell, "./build.sh", "Up");
        var seen = await ArgusClient.Until(TimeLimits.Build, clone.Containers, count => count > 0 || up.Ended, "a container");
        Assert.True(seen > 0, $"it ended before anything was started:\n{up.Printed}");

        int exitCode = await up.CtrlC();
        Assert.NotEqual(0, exitCode);
        Assert.True(await clone.Containers() == 0, $"containers are left after Ctrl-C:\n{up.Printed}");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_the_process_that_holds_it()
    {
        using var holder = new TcpListener(IPAddress.Loopback, clone.Stack.Ports.Backend);
        holder.Start();
        var refused = await clone.Build("Up");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains($"{clone.Stack.Ports.Backend}", refused.All, StringComparison.Ordinal);
        Assert.Contains($"{Environment.ProcessId}", refused.All, StringComparison.Ordinal);
        Assert.Equal(0, await clone.Containers());
    }

    [Fact]
    public async Task Without_Docker_the_message_names_the_option_that_installs_it()
    {
        var refused = await clone.Build(clone.Shell.With("PATH", PathWithoutDocker()), "Up");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("--install-engine", refused.All, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_does_not_answer_is_named_with_where_it_was_looked_for()
    {
        var refused = await clone.Build(clone.Shell.With("DOCKER_HOST", "unix:///nonexistent/docker.sock"), "Up");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("DOCKER_HOST=unix:///nonexistent/docker.sock", refused.All, StringComparison.Ordinal);
        Assert.Contains("Fix: ", refused.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_does_not_match_its_certificate_is_refused_before_anything_starts()
    {
        var (first, second) = (Clone.Of(Scratch.NewProject()), clone.Stack.Clone);
        using (first)
        {
            Certificates.PutInto(first);
            Certificates.PutInto(second);
            File.Copy(first.File("data/certs/cert.pem"), second.File("data/certs/cert.pem"), overwrite: true);
            var refused = await clone.Build("Up", "--profile", Profiles.Ssl);
            Assert.NotEqual(0, refused.ExitCode);
            Assert.Contains("match", refused.All, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(0, await clone.Containers());
        }
    }

    // What a failed test left would fail those after it.
    public async ValueTask DisposeAsync()
    {
        if (await clone.Containers() > 0) await clone.Build("Down");
    }

    /// <summary>A folder with everything of PATH but Docker: its own programs stay where they are.</summary>
    private string PathWithoutDocker()
    {
        var folder = Directory.CreateDirectory(Path.Combine(clone.Stack.Clone.Folder, "artifacts", "path")).FullName;
        foreach (var program in Environment.GetEnvironmentVariable("PATH")!.Split(':').Where(Directory.Exists).SelectMany(Directory.EnumerateFiles))
        {
            var link = Path.Combine(folder, Path.GetFileName(program));
            if (!Path.GetFileName(program).StartsWith("docker", StringComparison.Ordinal) && !Path.Exists(link)) File.CreateSymbolicLink(link, program);
        }
        return folder;
    }

    private async Task<IReadOnlyList<string>> Identities() =>
        [.. (await Task.WhenAll((await Engine.List($"com.docker.compose.project={clone.Stack.Project}")).Select(c => Engine.Client.Containers.InspectContainerAsync(c.ID, Cancel))))
            .Select(c => $"{c.Name} {c.ID} {c.State!.StartedAt}").Order(StringComparer.Ordinal)];

    private static async Task<TimeSpan> Timed(Func<Task<Finished>> run)
    {
        var watch = Stopwatch.StartNew();
        (await run()).Succeeded();
        return watch.Elapsed;
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
