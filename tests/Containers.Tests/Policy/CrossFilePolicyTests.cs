using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Dockerfiles;
using ArgusAI.Containers.Reviews;

namespace ArgusAI.Containers.Tests.Policies;

/// <summary>Policies that need a Compose file and the Dockerfile it builds from.</summary>
public class CrossFilePolicyTests
{
    internal static readonly string[] Ids = ["compose-volume-owner"];

    const string Stack = "services:\n  a:\n    build: {context: ., dockerfile: docker/app.Dockerfile}\n    volumes: ['data:/app/data']\nvolumes: {data: }\n";

    static string[] Findings(string dockerfile, string compose = Stack, string path = "deploy/docker/app.Dockerfile") =>
        new Review().Of("deploy/compose.yml", ComposeFile.Parse(compose)).Of(path, Dockerfile.Parse(dockerfile)).Findings().Ids();

    [Theory]
    [InlineData("FROM debian:13\nWORKDIR /app\nCOPY . .\nUSER 1000\n")]
    [InlineData("FROM debian:13\nRUN chown -R 1000 /app\nUSER app\n")]
    [InlineData("FROM debian:13\nVOLUME /app/data\nUSER 1000\n")]
    public void A_volume_on_a_folder_that_the_image_never_makes_is_found_where_it_runs_as_a_user(string dockerfile) =>
        Assert.Contains("compose-volume-owner", Findings(dockerfile));

    [Theory]
    [InlineData("FROM debian:13\nRUN mkdir -p /app/data && chown 1000 /app/data\nUSER 1000\n")]
    [InlineData("FROM debian:13\nRUN mkdir -p /app/{data,logs} && chown -R 1000 /app\nUSER 1000\n")]
    [InlineData("FROM debian:13\nCOPY --chown=1000 empty/ /app/data/\nUSER 1000\n")]
    [InlineData("FROM debian:13 AS rootfs\nFROM scratch\nCOPY --from=rootfs /rootfs/ /\nUSER 1000\n")]
    [InlineData("FROM debian:13\n")]
    public void A_folder_that_the_image_makes_or_a_root_user_is_fine(string dockerfile) =>
        Assert.DoesNotContain("compose-volume-owner", Findings(dockerfile));

    [Fact]
    public void The_services_own_user_counts_first() =>
        Assert.DoesNotContain("compose-volume-owner", Findings("FROM debian:13\nUSER 1000\n", Stack.Replace("    volumes", "    user: '0'\n    volumes", StringComparison.Ordinal)));

    [Fact]
    public void A_Dockerfile_that_is_not_in_the_review_says_nothing() =>
        Assert.DoesNotContain("compose-volume-owner", Findings("FROM debian:13\nUSER 1000\n", path: "docker/app.Dockerfile"));

    [Fact]
    public void The_images_own_health_check_counts()
    {
        Assert.DoesNotContain("compose-no-healthcheck", Findings("FROM debian:13\nHEALTHCHECK CMD [\"/p\"]\n"));
        Assert.Contains("compose-no-healthcheck", Findings("FROM debian:13\n"));
    }

    [Fact]
    public void Texts_that_belong_together_are_reviewed_together_each_with_its_own_waivers()
    {
        const string dockerfile = "FROM debian:13\nCOPY . /app\nUSER 1000\n";
        var files = new TextFile[]
        {
            new("deploy/compose.yml", System.Text.Encoding.UTF8.GetBytes(Stack)),
            new("deploy/docker/app.Dockerfile", System.Text.Encoding.UTF8.GetBytes(dockerfile)) { Ignore = DockerIgnore.Parse("*\n!src\n") },
        };
        var findings = TextReview.Of(files);
        Assert.Equal("deploy/compose.yml", findings.Single(f => f.Policy.Id == "compose-volume-owner").File);
        Assert.DoesNotContain("dockerfile-copy-all", findings.Ids());
        Assert.Contains("dockerfile-copy-all", TextReview.Of(files[1].Path, files[1].Bytes.Span).Ids());
        var waived = files[1] with { Bytes = System.Text.Encoding.UTF8.GetBytes(dockerfile.Replace("COPY", "# argus-lint ignore=dockerfile-copy-all reason=the folder holds nothing else\nCOPY", StringComparison.Ordinal)), Ignore = null };
        Assert.DoesNotContain("dockerfile-copy-all", TextReview.Of([files[0], waived]).Ids());
    }
}
