using ArgusAI.Operations.Compose;

namespace ArgusAI.Operations.Tests.Compose;

public sealed class LogLineTests
{
    [Theory]
    [InlineData("""{"timestamp":"2026-01-01T00:00:00Z","level":"CRITICAL","message":"no database","exception":"System.Exception\n at X"}""", "2026-01-01T00:00:00Z  CRITICAL  no database")]
    [InlineData("""{"message":"alone"}""", "alone")]
    [InlineData("""{"other":"json"}""", """{"other":"json"}""")]
    [InlineData("""{"message":"cut off""", """{"message":"cut off""")]
    [InlineData("plain text\r", "plain text")]
    [InlineData("", "")]
    public void A_json_line_is_shown_as_its_message_and_any_other_as_it_is(string line, string shown) => Assert.Equal(shown, LogLine.Readable(line));

    [Fact]
    public void A_line_without_end_is_cut() => Assert.Equal(402, LogLine.Readable(new string('x', 100_000)).Length);
}
