using ArgusAI.Operations.Engine;

namespace ArgusAI.Operations.Tests.Engine;

public class ToolVersionTests
{
    [Theory]
    [InlineData("26.1.5+dfsg1", "26.1.5")]
    [InlineData("v2.26.1-4", "2.26.1")]
    [InlineData("2.24", "2.24.0")]
    [InlineData("github.com/docker/buildx 0.13.1+ds1 0.13.1+ds1-3", "0.13.1")]
    [InlineData("Docker Compose version v2.39.2-desktop.1", "2.39.2")]
    [InlineData("docker.io_26.1.5+dfsg1-9+deb13u1_amd64.deb", "26.1.5")]
    [InlineData("dev", null)]
    [InlineData("", null)]
    [InlineData("build 28", null)]
    public void The_first_dotted_number_is_the_version(string text, string? expected) => Assert.Equal(expected, ToolVersion.Find(text)?.ToString());
}
