using ArgusAI.Containers;
using ArgusAI.Operations.Images;

namespace ArgusAI.Operations.Tests.Images;

public sealed class ImageOutputTests : IDisposable
{
    private const string ContainerdStore = """echo '[["driver-type","io.containerd.snapshotter.v1"]]'""", OwnStore = """echo '[["Backing Filesystem","extfs"]]'""";

    private readonly FakeBuilder docker = new();

    [Fact]
    public async Task Without_containerds_image_store_layers_keep_the_engines_own_form()
    {
        docker.On("info*", OwnStore);
        Assert.Equal(new("type=docker"), await Choose(new()));
        docker.On("info*", ContainerdStore);
        Assert.Equal(new("type=image,compression=uncompressed,unpack=true"), await Choose(new()));
    }

    [Theory]
    [InlineData("docker-container", "team")]
    [InlineData("kubernetes", "team")]
    [InlineData("docker", "other-context")]
    public async Task A_builder_that_is_another_engine_hands_archives_over(string driver, string builder)
    {
        HasBuilder(builder, driver);
        Assert.Equal(new("type=oci", Archives: true), await Choose(new() { Builder = builder }));
        docker.On("info*", OwnStore);
        Assert.Equal(new("type=docker", Archives: true), await Choose(new() { Builder = builder }));
    }

    [Fact]
    public async Task The_builder_of_the_engine_in_use_builds_into_it()
    {
        HasBuilder("default", "docker");
        Assert.False((await Choose(new() { Builder = "default" })).Archives);
    }

    [Fact]
    public async Task A_builder_that_is_not_there_is_an_error_that_says_how_to_find_one()
    {
        docker.On("buildx inspect team", """echo 'ERROR: no builder "team" found' >&2; exit 1""");
        var error = await Assert.ThrowsAsync<OperationException>(() => Choose(new() { Builder = "team" }));
        Assert.Contains("no builder \"team\" found", error.Message, StringComparison.Ordinal);
        Assert.Contains("docker buildx ls", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_platforms_need_containerds_image_store()
    {
        var both = new BuildSettings { Platforms = [Platform.LinuxAmd64, Platform.LinuxArm64] };
        Assert.False((await Choose(both)).Archives);
        docker.On("info*", OwnStore);
        Assert.Contains("containerd-snapshotter", (await Assert.ThrowsAsync<OperationException>(() => Choose(both))).Fix, StringComparison.Ordinal);
        Assert.Equal("type=docker", (await Choose(both with { Platforms = [Platform.LinuxArm64] })).Value);
    }

    public void Dispose() => docker.Dispose();

    private void HasBuilder(string name, string driver)
    {
        docker.On($"buildx inspect {name}", $"printf 'Name:   {name}\\nDriver: {driver}\\n'");
        docker.On("context show", "echo default");
    }

    private Task<ImageOutput> Choose(BuildSettings settings) => ImageOutput.ForAsync(docker.Cli, settings, null, TestContext.Current.CancellationToken);
}
