using ArgusAI.Containers;
using ArgusAI.Operations.Images;

namespace ArgusAI.Operations.Tests.Images;

public class BuildSettingsTests
{
    private static readonly Platform[] Supported = [Platform.LinuxAmd64, Platform.LinuxArm64];

    [Fact]
    public void Certificates_come_as_a_secret_and_without_them_there_is_none()
    {
        Assert.Equal(["--set", "*.secrets=id=ca,src=/etc/ca.pem"], new BuildSettings().Arguments("/etc/ca.pem", ["backend"]));
        Assert.Empty(new BuildSettings().Arguments(null, ["backend"]));
    }

    [Fact]
    public void Caches_reach_each_image_under_its_own_name()
    {
        var settings = new BuildSettings { CacheFrom = ["type=registry,ref=h/c:{target}", "type=gha"], CacheTo = ["type=local,dest=/c/{target},mode=max"] };
        Assert.Equal("--set backend.cache-from=type=registry,ref=h/c:backend --set frontend.cache-from=type=registry,ref=h/c:frontend --set *.cache-from=type=gha "
            + "--set backend.cache-to=type=local,dest=/c/backend,mode=max --set frontend.cache-to=type=local,dest=/c/frontend,mode=max", string.Join(' ', settings.Arguments(null, ["backend", "frontend"])));
    }

    [Theory]
    [InlineData("type=local,dest=/c", 2, true)]
    [InlineData("type=local,dest=/c", 1, false)]
    [InlineData("type=inline", 2, false)]
    [InlineData("type=gha,scope={target}", 2, false)]
    public void Two_images_do_not_write_one_cache(string cache, int images, bool refused)
    {
        var failure = Record.Exception(() => new BuildSettings { CacheTo = [cache] }.Arguments(null, images == 1 ? ["backend"] : ["backend", "frontend"]));
        Assert.Equal(refused, failure is OperationException);
        if (failure is OperationException said) Assert.Contains("put {target} into it", said.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Platforms_are_built_in_the_order_they_were_named_in()
    {
        var platforms = BuildSettings.ReadPlatforms(["linux/arm64", "linux/amd64"], Supported);
        Assert.Equal([Platform.LinuxArm64, Platform.LinuxAmd64], platforms);
        Assert.Equal(["--set", "*.platform=linux/arm64,linux/amd64"], new BuildSettings { Platforms = platforms }.Arguments(null, ["backend"]));
        Assert.Empty(BuildSettings.ReadPlatforms([], Supported));
    }

    [Theory]
    [InlineData("linux/riscv64")]
    [InlineData("linux/AMD64")]
    [InlineData("linux/amd64,linux/arm64")]
    [InlineData("$BUILDPLATFORM")]
    [InlineData("")]
    public void A_platform_that_nothing_is_built_for_is_named_with_those_that_there_are(string unknown)
    {
        var error = Assert.Throws<OperationException>(() => BuildSettings.ReadPlatforms(["linux/amd64", unknown], Supported));
        Assert.Contains($"--platform {unknown}: the images cannot be built for that", error.Message, StringComparison.Ordinal);
        Assert.Contains("linux/amd64 linux/arm64, with a blank between", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_platform_that_is_named_twice_is_an_error() =>
        Assert.Contains("--platform linux/arm64 linux/arm64: a platform is named twice",
            Assert.Throws<OperationException>(() => BuildSettings.ReadPlatforms(["linux/arm64", "linux/arm64"], Supported)).Message, StringComparison.Ordinal);
}
