using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Tests.Dockerfiles;

public class DockerfileWritingTests
{
    static readonly ImageRef Sdk = ImageRef.Parse("mcr.microsoft.com/dotnet/sdk:10.0");
    static readonly ImageRef Debian = ImageRef.Parse("debian:trixie-slim");

    internal static Dockerfile Sample()
    {
        var build = Stage.From(Sdk, "build", on: Platform.Build)
            .Arg(Args.TargetArch)
            .Workdir("/source")
            .Copy(["a.csproj", "b.csproj"], into: "src/")
            .Run("dotnet restore -a $TARGETARCH", Mount.Cache("/root/.nuget/packages"), Mount.Secret("ca", target: "/run/ca.pem"))
            .Because("restored before the sources come, so that it is cached")
            .Copy("src/", into: "src/");
        var tools = Stage.From(Debian, "tools").Run("""
            apt-get update
            apt-get install -y --no-install-recommends gcc
            """, Mount.Cache("/var/cache/apt", sharing: CacheSharing.Locked), Mount.Bind(build, "/source"));
        return Dockerfile.For(Stage.FromScratch("runtime")
            .CopyFrom(tools, "/out", "/", link: true)
            .CopyFrom(build, "/app", "/app", link: true, chown: new Uid(1000, 1000), chmod: "0555")
            .CopyText("nobody:x:1000:1000", into: "/etc/passwd", link: true)
            .Label((OciLabels.Title, "A \"title\" for 5$"), (OciLabels.Version, Env.Var("VERSION").Or("0.1.0")))
            .Env(("PATH", (Template)"/app:" + Env.Var("PATH")), ("TEXT", "it's $5"))
            .Workdir("/app")
            .User(new Uid(1000))
            .Expose(8000)
            .Volume("/app/data")
            .StopSignal("SIGTERM")
            .Health(new HealthCheck(Command.Exec("/probe", "http://127.0.0.1:8000/")) { Interval = Duration.Seconds(30), StartPeriod = Duration.Seconds(90), StartInterval = Duration.Seconds(1), Retries = 3 })
            .Entrypoint("/app/server")
            .Cmd("--say", "\"hi\"")) with { Header = "The image.\nRegenerate with: ./build.sh Generate" };
    }

    [Fact]
    public void A_file_is_written_with_every_stage_once_in_dependency_order() => Assert.Equal("""
        # The image.
        # Regenerate with: ./build.sh Generate

        FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
        ARG TARGETARCH
        WORKDIR /source
        COPY a.csproj b.csproj src/
        # restored before the sources come, so that it is cached
        RUN --mount=type=cache,target=/root/.nuget/packages \
            --mount=type=secret,id=ca,target=/run/ca.pem \
            dotnet restore -a $TARGETARCH
        COPY src/ src/

        FROM debian:trixie-slim AS tools
        RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=bind,from=build,target=/source <<'EOF'
        set -e
        apt-get update
        apt-get install -y --no-install-recommends gcc
        EOF

        FROM scratch AS runtime
        COPY --from=tools --link /out /
        COPY --from=build --link --chown=1000:1000 --chmod=0555 /app /app
        COPY --link <<'EOF' /etc/passwd
        nobody:x:1000:1000
        EOF
        LABEL org.opencontainers.image.title="A \"title\" for 5\$" \
            org.opencontainers.image.version=${VERSION:-0.1.0}
        ENV PATH=/app:${PATH} \
            TEXT="it's \$5"
        WORKDIR /app
        USER 1000
        EXPOSE 8000
        VOLUME ["/app/data"]
        STOPSIGNAL SIGTERM
        HEALTHCHECK --interval=30s --start-period=1m30s --start-interval=1s --retries=3 \
            CMD ["/probe", "http://127.0.0.1:8000/"]
        ENTRYPOINT ["/app/server"]
        CMD ["--say", "\"hi\""]

        """, Sample().Write());

    [Fact]
    public void A_script_that_holds_the_delimiter_gets_another_one() =>
        Assert.Contains("<<'EOF2'\nset -e\ncat <<X\nEOF\nX\nEOF2\n", Write(Stage.From(Debian, "a").Run("cat <<X\nEOF\nX")), StringComparison.Ordinal);

    [Fact]
    public void A_one_line_command_that_looks_like_a_heredoc_is_kept_apart_from_the_builder() =>
        Assert.Contains("RUN <<'EOF'\nset -e\ncat <<< word\nEOF\n", Write(Stage.From(Debian, "a").Run("cat <<< word")), StringComparison.Ordinal);

    [Fact]
    public void Paths_with_spaces_use_the_list_form() =>
        Assert.Contains("COPY [\"my file\", \"dir/\"]\n", Write(Stage.From(Debian, "a").Copy("my file", "dir/")), StringComparison.Ordinal);

    [Fact]
    public void A_predefined_argument_before_the_first_FROM_is_refused() =>
        Refused(Dockerfile.For(Stage.From(Debian, "a")) with { GlobalArgs = [Args.TargetArch] }, "TARGETARCH before the first FROM empties it");

    [Fact]
    public void A_flag_newer_than_the_floor_is_refused_unless_said()
    {
        var file = Dockerfile.For(Stage.From(Debian, "a").With(new Copy(["src"], "/src/") { Parents = true }));
        Refused(file, "COPY needs Dockerfile frontend 1.20 for --parents");
        Assert.StartsWith("# syntax=docker/dockerfile:1.20\n", (file with { Syntax = ImageRef.Parse("docker/dockerfile:1.20") }).Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_states_of_one_stage_are_refused()
    {
        var early = Stage.From(Debian, "a");
        var late = early.Run("true");
        Refused(Dockerfile.For(Stage.FromScratch("end").CopyFrom(early, "/x", "/x").CopyFrom(late, "/y", "/y")), "two different stages are named 'a'");
    }

    [Fact]
    public void Several_files_into_something_that_is_no_folder_are_refused() =>
        Refused(Dockerfile.For(Stage.From(Debian, "a").Copy(["x", "y"], "z")), "expected a folder, which ends with '/'");

    [Fact]
    public void A_command_where_there_are_no_files_is_refused() =>
        Refused(Dockerfile.For(Stage.FromScratch("a").Run("true")), "begins with nothing");

    [Fact]
    public void A_second_entry_point_is_refused() =>
        Refused(Dockerfile.For(Stage.From(Debian, "a").Entrypoint("/x").Entrypoint("/y")), "several ENTRYPOINT");

    [Theory]
    [InlineData("Build")]
    [InlineData("scratch")]
    [InlineData("")]
    [InlineData("a b")]
    public void A_stage_name_the_builder_refuses_is_refused(string name) =>
        Assert.Contains($"'{name}'", Assert.Throws<ArgumentException>(() => Stage.From(Debian, name)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_line_end_in_a_variable_is_refused_because_the_builder_cannot_escape_it() =>
        Assert.Throws<ArgumentException>(() => Write(Stage.From(Debian, "a").Env("A", "one\ntwo")));

    static string Write(Stage stage) => Dockerfile.For(stage).Write();

    static void Refused(Dockerfile file, string problem) =>
        Assert.Contains(problem, Assert.Throws<ModelException>(file.Write).Message, StringComparison.Ordinal);
}
