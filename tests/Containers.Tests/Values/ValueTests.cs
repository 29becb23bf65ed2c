namespace ArgusAI.Containers.Tests.Values;

public class ValueTests
{
    [Theory]
    [InlineData("90s", "1m30s", 90_000_000)]
    [InlineData("1.5s", "1s500ms", 1_500_000)]
    [InlineData("1h30m", "1h30m", 5_400_000_000)]
    [InlineData("0", "0s", 0)]
    [InlineData("250us", "250us", 250)]
    public void A_duration_is_read_and_printed_in_its_shortest_exact_form(string text, string printed, long microseconds)
    {
        Assert.Equal(microseconds, Duration.Parse(text).TotalMicroseconds);
        Assert.Equal(printed, Duration.Parse(text).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("ten")]
    [InlineData("-1s")]
    [InlineData("1 s")]
    [InlineData("1.2.3s")]
    [InlineData("999999999999999999999h")]
    public void A_malformed_duration_is_refused(string text) => Refused(() => Duration.Parse(text), text, "10s");

    [Fact]
    public void Durations_compare_by_length() => Assert.True(Duration.Seconds(90) > Duration.Minutes(1) && Duration.Seconds(60) == Duration.Minutes(1));

    [Theory]
    [InlineData("512m", "512m", 536_870_912)]
    [InlineData("1024MB", "1g", 1_073_741_824)]
    [InlineData("1500", "1500b", 1500)]
    [InlineData("64kb", "64k", 65_536)]
    [InlineData("0", "0b", 0)]
    public void A_size_is_read_and_printed_in_its_largest_exact_unit(string text, string printed, long bytes)
    {
        Assert.Equal(bytes, ByteSize.Parse(text).Bytes);
        Assert.Equal(printed, ByteSize.Parse(text).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1m")]
    [InlineData("1x")]
    [InlineData("1..5g")]
    [InlineData("mb")]
    [InlineData("1bk")]
    [InlineData("99999999999g")]
    public void A_malformed_size_is_refused(string text) => Refused(() => ByteSize.Parse(text), text, "512m");

    [Theory]
    [InlineData("debian:trixie-slim", null, "debian", "trixie-slim", null)]
    [InlineData("ghcr.io/owner/app:1.0", "ghcr.io", "owner/app", "1.0", null)]
    [InlineData("localhost:5000/app", "localhost:5000", "app", null, null)]
    [InlineData("owner/app@sha256:0123456789012345678901234567890123456789012345678901234567890123", null, "owner/app", null,
        "sha256:0123456789012345678901234567890123456789012345678901234567890123")]
    public void An_image_reference_is_taken_apart_and_printed_as_given(string text, string? registry, string name, string? tag, string? digest)
    {
        var image = ImageRef.Parse(text);
        Assert.Equal((registry, name, tag, digest), (image.Registry, image.Name, image.Tag, image.Digest));
        Assert.Equal(text, image.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper/case")]
    [InlineData("app:")]
    [InlineData("app:tag with space")]
    [InlineData("app@sha256:short")]
    [InlineData("/app")]
    [InlineData("app\n")]
    public void A_malformed_image_reference_is_refused(string text) => Refused(() => ImageRef.Parse(text), text, "ghcr.io/owner/app:1.0");

    [Theory]
    [InlineData("1000", 1000u, null)]
    [InlineData("1000:998", 1000u, 998u)]
    public void A_user_is_read_by_number(string text, uint user, uint? group)
    {
        Assert.Equal(new Uid(user, group), Uid.Parse(text));
        Assert.Equal(text, Uid.Parse(text).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("app")]
    [InlineData("-1")]
    [InlineData("1:2:3")]
    public void A_malformed_user_is_refused(string text) => Refused(() => Uid.Parse(text), text, "1000:1000");

    [Theory]
    [InlineData("")]
    [InlineData("1A")]
    [InlineData("A-B")]
    [InlineData("Ä")]
    public void A_malformed_variable_name_is_refused(string text) => Refused(() => EnvName.Parse(text), text, "letters, digits and _");

    [Fact]
    public void A_secret_never_prints()
    {
        var secret = new Secret("hunter2");
        Assert.Equal("***", $"{secret}");
        Assert.Equal("hunter2", secret.Reveal());
        Assert.Equal(new Secret("hunter2"), secret);
        Assert.NotEqual(new Secret("hunter3"), secret);
    }

    [Theory]
    [InlineData("linux/arm64")]
    [InlineData("linux/arm/v7")]
    [InlineData("$BUILDPLATFORM")]
    public void A_platform_is_read_and_printed(string text) => Assert.Equal(text, Platform.Parse(text).ToString());

    [Fact]
    public void A_malformed_platform_is_refused() => Refused(() => Platform.Parse("arm64"), "arm64", "linux/arm64");

    [Theory]
    [InlineData("8000")]
    [InlineData("8000:80")]
    [InlineData("127.0.0.1:8000:80/udp")]
    [InlineData("127.0.0.1::80")]
    [InlineData("[::1]:8000:80")]
    [InlineData("3000-3005:3000-3005")]
    [InlineData("${BIND:-127.0.0.1}:${PORT:-8000}:8000")]
    public void A_port_is_read_and_printed(string text) => Assert.Equal(text, Port.Parse(text).ToString());

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("80:90:100:110")]
    [InlineData("http")]
    [InlineData("90-80")]
    [InlineData("80/quic")]
    public void A_port_outside_1_to_65535_or_of_another_form_is_refused(string text) => Refused(() => Port.Parse(text), text, "expected");

    [Theory]
    [InlineData("${A:-b}")]
    [InlineData("${A:-${B:?set B}}")]
    [InlineData("x$$y${A}z")]
    [InlineData("${A+yes}${B:+no}${C?e}${D-d}")]
    public void A_template_is_read_and_printed(string text) => Assert.Equal(text, Template.Parse(text).ToString());

    [Fact]
    public void A_plain_text_is_a_literal_whose_dollars_are_doubled() => Assert.Equal("5$$A", ((Template)"5$A").ToString());

    [Theory]
    [InlineData("${A")]
    [InlineData("${}")]
    [InlineData("${A:b}")]
    [InlineData("${1A}")]
    public void A_malformed_template_is_refused(string text) => Refused(() => Template.Parse(text), text, "${NAME}");

    [Fact]
    public void Thousands_of_nested_variables_are_refused_not_followed() =>
        Refused(() => Template.Parse(string.Concat(Enumerable.Repeat("${A:-", 50_000)) + new string('}', 50_000)), "${A:-", "nested");

    [Theory]
    [InlineData("${A:-b}", null, "b")]
    [InlineData("${A:-b}", "", "b")]
    [InlineData("${A-b}", "", "")]
    [InlineData("${A:+b}", "x", "b")]
    [InlineData("${A:+b}", "", "")]
    [InlineData("${A+b}", "", "b")]
    [InlineData("<${A}>", "x", "<x>")]
    public void A_template_is_resolved_as_Compose_does(string text, string? value, string expected) =>
        Assert.Equal(expected, Template.Parse(text).Resolve(_ => value));

    [Fact]
    public void A_missing_required_variable_fails_with_the_files_own_message() =>
        Assert.Contains("set A in .env", Assert.Throws<ArgumentException>(() => Template.Parse("${A:?set A in .env}").Resolve(_ => "")).Message, StringComparison.Ordinal);

    static void Refused(Action action, string quoted, string expected)
    {
        var problem = Assert.Throws<ArgumentException>(action);
        Assert.Contains(quoted, problem.Message, StringComparison.Ordinal);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }
}
