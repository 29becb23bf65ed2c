using System.Text;
using ArgusAI.Containers.Dockerfiles;
using ArgusAI.Containers.Reviews;

namespace ArgusAI.Containers.Tests.Policies;

public class TextReviewTests
{
    const string Privileged = "services:\n  web:\n    image: web:1\n    privileged: true\n";

    [Fact]
    public void A_breach_is_told_with_file_line_column_id_and_fix()
    {
        var finding = Assert.Single(Review("compose.yml", Privileged), f => f.Policy.Id == "compose-privileged");
        Assert.StartsWith("compose.yml:4:5: error compose-privileged: 'web' is privileged (", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_read_is_a_finding_and_the_rest_is_reviewed_all_the_same()
    {
        var findings = Review("compose.yml", Privileged + "    no_such_key: 1\n");
        Assert.Equal(5, Assert.Single(findings, f => f.Policy.Id == "syntax").Position.Line);
        Assert.Contains(findings, f => f.Policy.Id == "compose-privileged");
    }

    [Fact]
    public void A_file_that_contradicts_itself_is_told_with_the_rule()
    {
        var finding = Assert.Single(Review("compose.yml", "services:\n  web:\n    image: web:1\n    volumes:\n      - data:/data\n"), f => f.Policy.Id.EndsWith("undefined-volume", StringComparison.Ordinal));
        Assert.Equal(5, finding.Position.Line);
        Assert.Equal(Severity.Error, finding.Policy.Severity);
    }

    [Fact]
    public void An_overlay_is_not_blamed_for_what_the_file_below_it_says()
    {
        const string text = "services:\n  web:\n    volumes:\n      - data:/data\n";
        Assert.Empty(Review("docker-compose.override.yml", text));
        Assert.NotEmpty(Review("docker-compose.yml", text));
    }

    [Fact]
    public void Findings_come_in_the_order_of_the_text()
    {
        var lines = Review("compose.yml", "services:\n  a:\n    image: a\n    privileged: true\n  b:\n    image: b\n    privileged: true\n").Select(f => f.Position.Line).ToArray();
        Assert.Equal(lines.Order(), lines);
        Assert.Contains(7, lines);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_one_finding_with_a_place()
    {
        Assert.Equal(new Position(2, 10), Assert.Single(TextReview.Of("compose.yml", [.. "services:\n  web: {} # "u8[..19], 0xFF, (byte)'\n']), f => f.Message.Contains("0xFF", StringComparison.Ordinal)).Position);
        var utf16 = Assert.Single(TextReview.Of("compose.yml", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Privileged)]));
        Assert.Equal("syntax", utf16.Policy.Id);
        Assert.Contains("UTF-16", utf16.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_change_nothing()
    {
        var plain = Review("compose.yml", Privileged).Select(f => f.ToString());
        Assert.Equal(plain, TextReview.Of("compose.yml", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Privileged.ReplaceLineEndings("\r\n"))]).Select(f => f.ToString()));
    }

    [Fact]
    public void A_dotenv_file_with_a_bad_line_is_told_with_its_line()
    {
        Assert.Equal(2, Assert.Single(Review(".env.example", "A=1\nNOT A NAME=2\n")).Position.Line);
        Assert.Empty(Review(".env.example", "A=1\nB='x y'\n"));
    }

    [Fact]
    public void A_Dockerfile_is_reviewed_as_written_even_where_it_cannot_be_read_whole()
    {
        var findings = Review("Dockerfile", "FROM debian:latest\nFOO bar\nUSER 1000\n");
        Assert.Equal(2, Assert.Single(findings, f => f.Policy.Id == "syntax").Position.Line);
        Assert.Equal(1, Assert.Single(findings, f => f.Policy.Id == "dockerfile-latest").Position.Line);
    }

    [Fact]
    public void A_piece_of_an_nginx_configuration_is_reviewed_without_the_rest()
    {
        var findings = Review("conf.d/site.conf", "server {\n    listen 443 ssl;\n    ssl_protocols TLSv1;\n}\n");
        Assert.Equal(3, Assert.Single(findings, f => f.Policy.Id == "nginx-old-tls").Position.Line);
        Assert.Contains(Review("conf.d/site.conf", "server {\n    listen 80;\n"), f => f.Policy.Id == "syntax");
    }

    [Fact]
    public void Files_that_are_there_for_the_others_are_taken_into_account_and_not_told_of()
    {
        TextFile dockerfile = new("app/Dockerfile", "FROM debian:13\nWORKDIR /app\nCOPY . .\nUSER 1000\n"u8.ToArray());
        Assert.Contains(TextReview.Of([dockerfile]), f => f.Policy.Id == "dockerfile-copy-all");
        Assert.DoesNotContain(TextReview.Of([dockerfile with { Ignore = DockerIgnore.Parse("*\n!src\n") }]), f => f.Policy.Id == "dockerfile-copy-all");
        Assert.Empty(TextReview.Of([dockerfile with { IsAside = true }]));
    }

    [Fact]
    public void A_file_of_no_known_kind_is_refused_with_the_known_ones()
    {
        var message = Assert.Throws<ArgumentException>(() => Review("notes.txt", "hello\n")).Message;
        Assert.Contains("notes.txt", message, StringComparison.Ordinal);
        Assert.All(FileKind.All, kind => Assert.Contains(kind.Names, message, StringComparison.Ordinal));
    }

    static IReadOnlyList<Finding> Review(string path, string text) => TextReview.Of(path, Encoding.UTF8.GetBytes(text));
}
