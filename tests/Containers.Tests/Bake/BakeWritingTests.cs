using ArgusAI.Containers.Bake;

namespace ArgusAI.Containers.Tests.Bake;

public class BakeWritingTests
{
    static readonly BakeFile Sample = new()
    {
        Header = "The images.\nRegenerate with: ./build.sh Generate",
        Variables = new() { ["TAG"] = "0.1.0" },
        Groups = new() { ["default"] = ["web"] },
        Targets = new()
        {
            ["web"] = new BakeTarget
            {
                Context = ".",
                Contexts = new() { ["debian:trixie-slim"] = "docker-image://local/debian" },
                Dockerfile = "src/web/Dockerfile",
                Args = new() { ["PRICE"] = "5$ ${not}" },
                Tags = [Interpolated<ImageRef>.From((Template)"owner/web:" + Env.Var("TAG"))],
                Platforms = [Platform.LinuxAmd64, Platform.LinuxArm64],
                Secrets = ["id=ca,env=CA"],
                Attest = ["type=provenance,disabled=true"],
                NoCache = false,
            },
        },
    };

    [Fact]
    public void A_file_is_written_with_its_header_under_the_key_bake_ignores() => Assert.Equal("""
        {
          "//": [
            "The images.",
            "Regenerate with: ./build.sh Generate"
          ],
          "variable": {
            "TAG": {
              "default": "0.1.0"
            }
          },
          "group": {
            "default": {
              "targets": [
                "web"
              ]
            }
          },
          "target": {
            "web": {
              "context": ".",
              "contexts": {
                "debian:trixie-slim": "docker-image://local/debian"
              },
              "dockerfile": "src/web/Dockerfile",
              "args": {
                "PRICE": "5$ $${not}"
              },
              "tags": [
                "owner/web:${TAG}"
              ],
              "platforms": [
                "linux/amd64",
                "linux/arm64"
              ],
              "secret": [
                "id=ca,env=CA"
              ],
              "attest": [
                "type=provenance,disabled=true"
              ],
              "no-cache": false
            }
          }
        }

        """, Sample.Write());

    [Fact]
    public void A_group_of_a_target_that_is_not_there_is_refused() =>
        Refused(Sample with { Groups = new() { ["default"] = ["web", "wbe"] } }, "names 'wbe', which is not there");

    [Fact]
    public void An_inherited_target_that_is_not_there_is_refused() =>
        Refused(new BakeFile { Targets = new() { ["a"] = new BakeTarget { Inherits = ["b"] } } }, "inherits 'b'");

    [Fact]
    public void A_target_name_with_a_dot_is_refused() =>
        Refused(new BakeFile { Targets = new() { ["a.b"] = new BakeTarget() } }, "'a.b' is not a target name");

    static void Refused(BakeFile file, string problem) =>
        Assert.Contains(problem, Assert.Throws<ModelException>(file.Write).Message, StringComparison.Ordinal);
}
