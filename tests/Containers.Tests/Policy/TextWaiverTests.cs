using System.Text;
using ArgusAI.Containers.Reviews;

namespace ArgusAI.Containers.Tests.Policies;

public class TextWaiverTests
{
    [Fact]
    public void A_comment_above_a_key_accepts_what_is_found_in_it_and_below_it()
    {
        var above = Ids("services:\n  # argus-lint ignore=compose-privileged reason=it formats disks\n  web:\n    image: web:1\n    privileged: true\n");
        Assert.DoesNotContain("compose-privileged", above);
        Assert.Contains("compose-read-only", above);
        Assert.DoesNotContain("compose-privileged", Ids("services:\n  web:\n    image: web:1\n    # argus-lint ignore=compose-privileged reason=it formats disks\n    privileged: true\n"));
    }

    [Fact]
    public void It_accepts_nothing_beside_its_place()
    {
        var findings = Review("services:\n  # argus-lint ignore=compose-privileged reason=it formats disks\n  a:\n    image: a:1\n    privileged: true\n  b:\n    image: b:1\n    privileged: true\n");
        Assert.Equal(8, Assert.Single(findings, f => f.Policy.Id == "compose-privileged").Position.Line);
    }

    [Theory]
    [InlineData("# argus-lint ignore=dockerfile-sudo reason=a demonstration\nRUN sudo a\nRUN sudo b\n", 4)]
    [InlineData("# argus-lint ignore=dockerfile-sudo reason=a demonstration\nRUN a && \\\n    sudo a\nRUN sudo b\n", 5)]
    [InlineData("# argus-lint ignore=dockerfile-sudo reason=a demonstration\nRUN <<EOF\nsudo a\nEOF\nRUN sudo b\n", 6)]
    public void In_a_Dockerfile_it_covers_the_next_instruction_with_its_continued_lines_and_heredocs(string text, int left)
    {
        var findings = TextReview.Of("Dockerfile", Encoding.UTF8.GetBytes("FROM debian:13\n" + text));
        Assert.Equal(left, Assert.Single(findings, f => f.Policy.Id == "dockerfile-sudo").Position.Line);
        Assert.DoesNotContain(findings, f => f.Policy.Id == "waiver-idle");
    }

    [Fact]
    public void In_an_nginx_configuration_it_covers_the_next_directive_with_its_block()
    {
        const string text = "# argus-lint ignore=nginx-old-tls reason=old cameras\nserver {\n    server_name \"a}\"; # }\n    ssl_protocols TLSv1;\n}\nserver {\n    ssl_protocols TLSv1;\n}\n";
        Assert.Equal(7, Assert.Single(TextReview.Of("site.conf", Encoding.UTF8.GetBytes(text)), f => f.Policy.Id == "nginx-old-tls").Position.Line);
    }

    [Fact]
    public void Several_ids_share_a_reason()
    {
        var ids = Ids("services:\n  # argus-lint ignore=compose-privileged,compose-read-only reason=it formats disks\n  web:\n    image: web:1\n    privileged: true\n");
        Assert.DoesNotContain("compose-privileged", ids);
        Assert.DoesNotContain("compose-read-only", ids);
    }

    [Fact]
    public void One_that_accepts_nothing_is_a_finding_with_its_reason()
    {
        var idle = Assert.Single(Review("services:\n  # argus-lint ignore=compose-privileged reason=it formats disks\n  web:\n    image: web:1\n"), f => f.Policy.Id == "waiver-idle");
        Assert.Equal(new Position(2, 3), idle.Position);
        Assert.Contains("it formats disks", idle.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_in_a_file_that_cannot_be_read_is_not_called_idle() =>
        Assert.Equal(["syntax"], Ids("# argus-lint ignore=compose-privileged reason=it formats disks\nservices: [\n"));

    [Theory]
    [InlineData("# argus-lint ignore=compose-privileged")]
    [InlineData("# argus-lint ignore=compose-privileged reason=")]
    [InlineData("# argus-lint ignore= reason=none")]
    [InlineData("#argus-lint compose-privileged: it formats disks")]
    public void One_without_an_id_or_a_reason_is_a_finding_and_accepts_nothing(string comment)
    {
        var ids = Ids($"services:\n  web:\n    image: web:1\n    {comment}\n    privileged: true\n");
        Assert.Contains("waiver-form", ids);
        Assert.Contains("compose-privileged", ids);
    }

    static IReadOnlyList<Finding> Review(string text) => TextReview.Of("compose.yml", Encoding.UTF8.GetBytes(text));

    static IEnumerable<string> Ids(string text) => Review(text).Select(f => f.Policy.Id);
}
