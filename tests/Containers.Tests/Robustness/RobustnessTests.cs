using System.Runtime.ExceptionServices;
using System.Text;
using ArgusAI.Containers.Reviews;

namespace ArgusAI.Containers.Tests.Robustness;

/// <summary>No text makes a reader throw anything but what it says, fall off the stack, fill the memory or not come back.</summary>
public class RobustnessTests
{
    // The smallest stack a thread of .NET has anywhere is 512 KB (macOS, threads other than the first).
    const int Stack = 512 * 1024;

    public static TheoryData<string, string> ReadersAndTexts() => new(from reader in Readers.All.Keys from text in HostileTexts.All.Keys select (reader, text));

    /// <summary>The typed readers of Dockerfiles and nginx read the document first; pins are read as Compose files are, as YAML.</summary>
    public static TheoryData<string> AllFormats() => [.. Readers.All.Keys.Except(["DockerfileDocument", "NginxDocument", "ImagePins"])];

    public static TheoryData<string, string> KindsAndTexts() => new(from kind in FileKind.All from text in HostileTexts.All.Keys select (kind.Name, text));

    [Fact]
    public void Every_format_is_among_the_readers() =>
        Assert.Superset(new HashSet<string> { "ComposeFile", "DotEnvFile", "DockerIgnore", "ImagePins", "NginxDocument" }, Readers.All.Keys.ToHashSet());

    [Theory]
    [MemberData(nameof(ReadersAndTexts))]
    public void Every_reader_survives_every_hostile_text(string reader, string text)
    {
        var hostile = HostileTexts.All[text]();
        Held(hostile, Survive(hostile, () => Readers.All[reader](hostile)));
    }

    [Theory]
    [MemberData(nameof(AllFormats))]
    public void Every_reader_survives_a_million_lines(string reader)
    {
        var text = HostileTexts.MillionLines(reader);
        Held(text, Survive(text, () => Readers.All[reader](text)));
    }

    static void Held(string hostile, IReadOnlyList<SyntaxProblem> problems)
    {
        var lines = 1 + hostile.Count(c => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029');
        Assert.All(problems, p => Assert.InRange(p.Position.Line, 1, lines));
        Assert.All(problems, p => Assert.InRange(p.Position.Column, 1, hostile.Length + 2));
        Assert.InRange(problems.Count, 0, Parsed.MostProblems);
        Assert.InRange(problems.Sum(p => (long)p.Message.Length), 0, 2_000_000);
    }

    [Theory]
    [MemberData(nameof(KindsAndTexts))]
    public void Every_review_survives_every_hostile_text(string kind, string text)
    {
        var hostile = HostileTexts.All[text]();
        Survive(hostile, () => TextReview.Of("file", Encoding.UTF8.GetBytes(hostile), FileKind.All.Single(k => k.Name == kind)));
    }

    static T Survive<T>(string text, Func<T> work)
    {
        var (result, allocated, thrown) = (default(T), 0L, (ExceptionDispatchInfo?)null);
        var thread = new Thread(() =>
        {
            try
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                result = work();
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }
            catch (Exception unforeseen)
            {
                thrown = ExceptionDispatchInfo.Capture(unforeseen);
            }
        }, Stack) { IsBackground = true };
        thread.Start();
        // Quadratic work on a text of this size takes hours: the limit only ends a test that has failed.
        Assert.True(thread.Join(TimeSpan.FromMinutes(2)), "it does not come back");
        thrown?.Throw();
        // What is allocated in all bounds what is held at any time.
        Assert.InRange(allocated, 0, 400_000_000 + 1000L * text.Length);
        TestContext.Current.TestOutputHelper?.WriteLine($"{allocated / 1_000_000} MB allocated for {text.Length} characters");
        return result!;
    }
}
