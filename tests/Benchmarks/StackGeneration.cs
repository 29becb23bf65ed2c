using ArgusAI.Benchmarks.Samples;
using ArgusAI.Containers;
using ArgusAI.Stack;
using BenchmarkDotNet.Attributes;

namespace ArgusAI.Benchmarks;

/// <summary>What <c>./build.sh Generate</c> does between reading the pins and writing the files.</summary>
public class StackGeneration
{
    /// <summary>Every generated file, from the contract to the text.</summary>
    [Benchmark]
    public IReadOnlyList<Artefact> Generate() => ArgusStack.Render(Repository.Inputs);
}
