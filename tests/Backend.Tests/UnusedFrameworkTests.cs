using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;

namespace ArgusAI.Backend.Tests;

/// <summary>
/// The image leaves out what Framework.targets calls unused. The compiler finds our own uses of that; a package was compiled
/// against the whole framework, and would fail only when it runs.
/// </summary>
public class UnusedFrameworkTests
{
    private static readonly string Root = Above(AppContext.BaseDirectory);

    // What is referred to and never run, with the reason.
    private static readonly Dictionary<(string Assembly, string Type), string> Dead = new()
    {
        [("Prometheus.AspNetCore", "Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure.PageLoader")] = "UseHttpMetrics alone asks for it, which the backend does not call",
    };

    private static readonly Regex Unused = new(XDocument.Load(Path.Combine(Root, "src/Backend/Framework.targets")).Descendants("UnusedFramework").Single().Value);

    private static readonly Dictionary<string, MetadataFile> Framework = new[] { typeof(object), typeof(WebApplication) }
        .SelectMany(t => Directory.EnumerateFiles(Path.GetDirectoryName(t.Assembly.Location)!, "*.dll"))
        .Select(MetadataFile.Read).OfType<MetadataFile>().ToDictionary(f => f.Name);

    [Fact]
    public void No_assembly_of_the_backend_refers_to_a_type_that_is_left_out()
    {
        var published = Published().ToList();
        Assert.Contains(published, f => f.Name == "ArgusAI.Backend");
        var uses = published.SelectMany(f => f.Types.Select(t => (f.Name, t.Type, Home: Home(t.Assembly, t.Type)))).Where(u => u.Home is not null && Unused.IsMatch(u.Home)).ToList();

        None(uses.Where(u => !Dead.ContainsKey((u.Name, u.Type))).Select(u => $"{u.Name} refers to {u.Type} of {u.Home}, which src/Backend/Framework.targets leaves out. Take it off that list, or say here why it is never run"));
        None(Dead.Keys.Except(uses.Select(u => (u.Name, u.Type))).Select(d => $"{d.Item1} refers to {d.Item2} no more: take the line away"));
    }

    [Fact]
    public void The_backend_does_not_call_what_would_need_it() =>
        Assert.DoesNotContain("UseHttpMetrics", Published().Single(f => f.Name == "ArgusAI.Backend").Members);

    [Theory]
    [InlineData("netstandard", "System.Net.Mail.MailAddress", "System.Net.Mail")]
    [InlineData("System.Runtime", "System.Object", "System.Private.CoreLib")]
    [InlineData("Npgsql", "Npgsql.NpgsqlConnection", null)]
    public void A_type_is_followed_to_the_assembly_that_has_it(string assembly, string type, string? home) => Assert.Equal(home, Home(assembly, type));

    // As deps.json names it: what a publish takes along, and nothing of the tests.
    private static IEnumerable<MetadataFile> Published()
    {
        using var dependencies = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ArgusAI.Backend.deps.json")));
        return [.. dependencies.RootElement.GetProperty("targets").EnumerateObject().Single().Value.EnumerateObject()
            .SelectMany(library => library.Value.TryGetProperty("runtime", out var files) ? files.EnumerateObject().Select(f => Path.GetFileName(f.Name)) : [])
            .Select(file => MetadataFile.Read(Path.Combine(AppContext.BaseDirectory, file))!)];
    }

    // Facades such as netstandard only forward; null for what is no assembly of the framework.
    private static string? Home(string assembly, string type)
    {
        while (Framework.TryGetValue(assembly, out var file))
        {
            if (!file.Forwards.TryGetValue(type, out var next)) return assembly;
            assembly = next;
        }

        return null;
    }

    private static void None(IEnumerable<string> problems) => Assert.True(!problems.Any(), string.Join('\n', problems));

    private static string Above(string folder) => File.Exists(Path.Combine(folder, "ArgusAI.sln")) ? folder : Above(Path.GetDirectoryName(folder)!);
}
