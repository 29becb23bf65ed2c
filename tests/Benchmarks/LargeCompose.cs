using ArgusAI.Benchmarks.Samples;
using ArgusAI.Containers;
using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Reviews;
using BenchmarkDotNet.Attributes;

namespace ArgusAI.Benchmarks;

/// <summary>Compose files of a size nobody writes by hand, to see how the work grows.</summary>
public class LargeCompose
{
    ComposeFile _model = null!;
    string _text = "";

    /// <summary>The least number of lines.</summary>
    [Params(1_000, 10_000, 100_000)]
    public int Lines { get; set; }

    /// <summary>Makes the file.</summary>
    [GlobalSetup]
    public void Make()
    {
        _model = ComposeSample.OfLines(Lines);
        _text = _model.Write();
        if (!ComposeFile.Read(_text).IsComplete) throw new InvalidOperationException("the sample is not read without problems");
    }

    /// <summary>Text to model.</summary>
    [Benchmark]
    public Parsed<ComposeFile> Read() => ComposeFile.Read(_text);

    /// <summary>Text to findings: syntax, every rule, every policy.</summary>
    [Benchmark]
    public int Lint()
    {
        var file = ComposeFile.Read(_text).Model!;
        return ComposeRules.Check(file).Count + new Review().Of("docker-compose.yml", file).Findings().Count;
    }

    /// <summary>Model to text, every rule included.</summary>
    [Benchmark]
    public string Write() => _model.Write();
}
