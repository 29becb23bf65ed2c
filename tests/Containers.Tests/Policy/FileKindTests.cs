using ArgusAI.Containers.Reviews;

namespace ArgusAI.Containers.Tests.Policies;

public class FileKindTests
{
    [Theory]
    [InlineData("Dockerfile", "Dockerfile")]
    [InlineData("src/app/Dockerfile.dev", "Dockerfile")]
    [InlineData("api.Dockerfile", "Dockerfile")]
    [InlineData("Containerfile", "Dockerfile")]
    [InlineData("compose.yml", "Compose file")]
    [InlineData("docker-compose.yaml", "Compose file")]
    [InlineData("docker-compose.override.yml", "Compose file")]
    [InlineData("compose.prod.yaml", "Compose file")]
    [InlineData("shop.compose.yml", "Compose file")]
    [InlineData(".github/compose-smoke.yml", "Compose file")]
    [InlineData(@"C:\work\nginx.conf", "nginx configuration")]
    [InlineData(".env", "dotenv file")]
    [InlineData(".env.example", "dotenv file")]
    [InlineData(".env.template", "dotenv file")]
    [InlineData("docker-bake.json", "bake file")]
    [InlineData("docker-bake.override.json", "bake file")]
    public void A_name_tells_the_kind(string path, string kind) => Assert.Equal(kind, FileKind.OfName(path)?.Name);

    [Theory]
    [InlineData("Dockerfile.dockerignore")]
    [InlineData(".dockerignore")]
    [InlineData("values.yml")]
    [InlineData("site.conf")]
    [InlineData("docker-bake.hcl")]
    [InlineData("environment.ts")]
    [InlineData("Dockerfile.j2")]
    [InlineData("Dockerfile-alpine.template")]
    [InlineData(".env.patch")]
    [InlineData(".github/workflows/compose-smoke.yml")]
    public void A_name_that_tells_nothing_is_no_kind(string path) => Assert.Null(FileKind.OfName(path));

    [Theory]
    [InlineData("stack.yml", "x-a: 1\nservices:\n  web:\n    image: a\n", "Compose file")]
    [InlineData("stack.yml", "spec:\n  services:\n    - a\n", null)]
    [InlineData("conf.d/site.conf", "# the site\nserver {\n  listen 80;\n}\n", "nginx configuration")]
    [InlineData("conf.d/names.conf", "map $host $name {\n  default a;\n}\n", "nginx configuration")]
    [InlineData("conf.d/api.conf", "location ~ ^/api/v1 {\n  return 204;\n}\n", "nginx configuration")]
    [InlineData("dovecot.conf", "namespace inbox {\n  location =\n  mailbox Trash {\n  }\n}\n", null)]
    [InlineData("redis.conf", "appendonly yes\n", null)]
    [InlineData("notes.txt", "services:\n", null)]
    public void Where_the_name_tells_nothing_the_text_decides(string path, string text, string? kind) => Assert.Equal(kind, FileKind.Of(path, text)?.Name);

    [Theory]
    [InlineData("docker-compose.override.yml", true)]
    [InlineData("deploy/compose.prod.yml", true)]
    [InlineData("docker-compose.yml", false)]
    [InlineData("shop.compose.yml", false)]
    public void Files_that_are_laid_over_another_are_known_by_their_name(string path, bool overlay) => Assert.Equal(overlay, FileKind.IsOverlay(path));
}
