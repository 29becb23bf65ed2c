using System.Reflection;

namespace Nuke.Conformance.Tests;

/// <summary>
/// The offline engine is the listed subset of NUKE's public API, no more and no less. The target files compile against
/// it, so they cannot use anything of NUKE outside the list.
/// </summary>
public sealed class SurfaceTests(SampleBuild build)
{
    static readonly string List = Path.Combine(AppContext.BaseDirectory, "api-10.1.txt");
    static readonly string Implied = Path.Combine(AppContext.BaseDirectory, "api-implied.txt");

    [Fact]
    public async Task The_offline_engine_has_no_public_member_outside_the_list()
    {
        var listed = Surface.Read(List);
        foreach (var (type, lines) in Surface.Read(Implied)) listed.Add(type, lines);
        var extra = from type in Surface.Of(await Offline())
                    from line in type.Value.Except(listed.GetValueOrDefault(type.Key) ?? [])
                    select $"{type.Key}: {line}";
        Assert.Empty(extra);
        Assert.Empty(Surface.Of(await Offline()).Keys.Except(listed.Keys));
    }

    [Fact]
    public async Task The_offline_engine_has_every_member_of_the_list()
    {
        var engine = Surface.Of(await Offline());
        var missing = from type in Surface.Read(List)
                      from line in type.Value.Except(engine.GetValueOrDefault(type.Key) ?? [])
                      select $"{type.Key}: {line}";
        Assert.Empty(missing);
    }

    [Fact]
    public void A_type_beside_the_list_is_named_by_a_signature_or_explained()
    {
        var text = File.ReadAllText(List) + File.ReadAllText(Implied);
        Assert.All(Surface.Read(Implied).Keys, x => Assert.Matches($@"\b{x[(x.LastIndexOf('.') + 1)..]}\b", text.Replace($"{x}  [", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_surface_is_read_as_the_list_writes_it()
    {
        // The comparison is worth nothing if the reading were empty or the list not understood.
        Assert.Contains("static AbsolutePath op_Division(AbsolutePath left, Range range)", Surface.Of(await Offline())["Nuke.Common.IO.AbsolutePath"]);
        Assert.Equal(161, File.ReadLines(List).Count());
        Assert.True(Surface.Read(List).Values.Sum(x => x.Count) > 100);
    }

    [Fact]
    public void The_target_files_compile_against_nothing_else_of_that_name()
    {
        var project = File.ReadAllText(Path.Combine(SampleBuild.Root, "build", "_build.csproj"));
        var references = project.Split('\n').Where(x => x.Contains("Nuke.", StringComparison.Ordinal) && x.Contains("Reference", StringComparison.Ordinal)).Select(x => x.Trim());
        Assert.Equal(
            ["""<ProjectReference Include="Engine/Nuke.Offline.csproj" />""", """<PackageReference Include="Nuke.Common" />""", """<PackageReference Include="Nuke.Components" />"""],
            references);
    }

    [Fact]
    public void The_target_files_are_at_most_400_lines_together()
        => Assert.InRange(Directory.EnumerateFiles(Path.Combine(SampleBuild.Root, "build"), "Build*.cs").Sum(x => File.ReadLines(x).Count()), 1, 400);

    [Fact]
    public void The_engine_is_at_most_900_lines_of_code()
    {
        // Blank lines and documentation do not count: neither should be saved on.
        var engine = Path.Combine(SampleBuild.Root, "build", "Engine");
        var files = Directory.EnumerateFiles(engine, "*.cs", SearchOption.AllDirectories)
            .Where(x => !Path.GetRelativePath(engine, x).StartsWith("obj", StringComparison.Ordinal) && !Path.GetRelativePath(engine, x).StartsWith("bin", StringComparison.Ordinal));
        Assert.InRange(files.SelectMany(File.ReadLines).Count(x => x.Trim() is { Length: > 0 } line && !line.StartsWith("//", StringComparison.Ordinal)), 1, 900);
    }

    async Task<Assembly> Offline() => Assembly.LoadFrom(Path.Combine(Path.GetDirectoryName(await build.Dll(Engine.Offline))!, "Nuke.Offline.dll"));
}
