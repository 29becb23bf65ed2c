using System.Globalization;
using System.Text;

namespace ArgusAI.Stack.Tests;

/// <summary>The committed files are the snapshots: what is in the repository is what would be generated.</summary>
public class CommittedFilesTests
{
    public static TheoryData<string> Paths => [.. ArgusStack.Render(Repository.Inputs).Select(a => a.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_committed_file_is_what_would_be_generated(string path)
    {
        var expected = ArgusStack.Render(Repository.Inputs).Single(a => a.Path == path).Content;
        var full = Path.Combine(Repository.Root, path);

        Assert.True(File.Exists(full), $"{path} is missing. Run: ./build.sh Generate");
        var actual = File.ReadAllText(full);
        Assert.True(actual == expected, $"{path} is not what would be generated{FirstDifference(actual, expected)}. Run: ./build.sh Generate");
    }

    [Fact]
    public void Nothing_else_lies_in_the_folders_of_generated_files()
    {
        var generated = ArgusStack.Render(Repository.Inputs).Select(a => a.Path).ToHashSet();
        var there = new[] { "deploy/compose", "deploy/nginx" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'));

        Assert.DoesNotContain(there, file => !generated.Contains(file));
    }

    [Fact]
    public void The_same_inputs_give_the_same_bytes_whatever_the_machine_speaks()
    {
        var here = ArgusStack.Render(Repository.Inputs);
        var before = CultureInfo.CurrentCulture;
        try
        {
            var elsewhere = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (elsewhere.NumberFormat.NumberDecimalSeparator, elsewhere.NumberFormat.NegativeSign, elsewhere.DateTimeFormat.TimeSeparator) = (",", "−", ".");
            CultureInfo.CurrentCulture = elsewhere;
            Assert.Equal(here, ArgusStack.Render(Repository.Inputs));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_file_has_LF_line_ends_no_byte_order_mark_and_one_final_newline(string path)
    {
        var text = ArgusStack.Render(Repository.Inputs).Single(a => a.Path == path).Content;

        Assert.DoesNotContain('\r', text);
        Assert.DoesNotContain('\t', text);
        Assert.NotEqual(Encoding.UTF8.GetString(Encoding.UTF8.Preamble), text[..1]);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.False(text.EndsWith("\n\n", StringComparison.Ordinal), "ends with an empty line");
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_file_opens_with_the_command_that_regenerates_it(string path)
    {
        var opening = string.Join('\n', ArgusStack.Render(Repository.Inputs).Single(a => a.Path == path).Content.Split('\n').Take(25));

        Assert.Contains("./build.sh Generate", opening, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_pin_file_the_message_names_it()
    {
        var problem = Assert.Throws<ArgumentException>(() => StackInputs.Of(Path.GetTempPath()));

        Assert.Contains(OutsideImages.Path, problem.Message, StringComparison.Ordinal);
    }

    private static string FirstDifference(string actual, string expected)
    {
        var (mine, theirs) = (actual.Split('\n'), expected.Split('\n'));
        int line = mine.Zip(theirs).TakeWhile(pair => pair.First == pair.Second).Count();
        return $", first in line {line + 1}: it has «{mine.ElementAtOrDefault(line)}», expected «{theirs.ElementAtOrDefault(line)}»";
    }
}
