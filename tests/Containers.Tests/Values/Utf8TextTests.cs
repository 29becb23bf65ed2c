using System.Text;

namespace ArgusAI.Containers.Tests;

public class Utf8TextTests
{
    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    [Theory]
    [InlineData("")]
    [InlineData("a: 1\r\n")]
    [InlineData("é 日本 😀\0")]
    public void UTF8_is_read_with_and_without_a_byte_order_mark(string text)
    {
        Assert.Equal(text, Utf8Text.Decode(Bytes(text)).OrThrow("a.yml"));
        Assert.Equal(text, Utf8Text.Decode(Bytes("\uFEFF" + text)).OrThrow("a.yml"));
    }

    [Theory]
    [InlineData("", new byte[] { 0xFC }, 1, 1)]
    [InlineData("a: 1\nb: ", new byte[] { 0xFC }, 2, 4)]
    [InlineData("a: 1\r\nb: ", new byte[] { 0x80 }, 2, 4)]
    [InlineData("a: 1\rb: ", new byte[] { 0x80 }, 2, 4)]
    [InlineData("a\r", new byte[] { 0x80 }, 2, 1)]
    // Columns count UTF-16 units, as everywhere: the face has two.
    [InlineData("é😀", new byte[] { 0xC3, (byte)'x' }, 1, 4)]
    // An encoded half of a surrogate pair, an overlong slash, and a character cut off at the end.
    [InlineData("x", new byte[] { 0xED, 0xA0, 0x80 }, 1, 2)]
    [InlineData("x", new byte[] { 0xC0, 0xAF }, 1, 2)]
    [InlineData("x", new byte[] { 0xE2, 0x82 }, 1, 2)]
    public void The_first_byte_that_is_not_UTF8_is_told_with_its_place(string before, byte[] bad, int line, int column)
    {
        var read = Utf8Text.Decode([.. Bytes(before), .. bad, .. Bytes("\nend")]);
        var problem = Assert.Single(read.Problems);
        Assert.Equal(new(line, column), problem.Position);
        Assert.Contains($"0x{bad[0]:X2}", problem.Message, StringComparison.Ordinal);
        Assert.StartsWith(before + "\uFFFD", read.Model, StringComparison.Ordinal);
        Assert.EndsWith("\nend", read.Model, StringComparison.Ordinal);
    }

    [Fact]
    public void UTF16_and_UTF32_are_told_and_not_read()
    {
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, new UTF32Encoding(true, true) })
        {
            var read = Utf8Text.Decode([.. encoding.Preamble, .. encoding.GetBytes("a: 1")]);
            Assert.Null(read.Model);
            Assert.Contains("expected UTF-8", Assert.Single(read.Problems).Message, StringComparison.Ordinal);
        }
    }
}
