using System.Text.Json;
using System.Xml.Linq;

namespace ArgusAI.Stack.Tests;

/// <summary>The backend's image restores what <c>packages.lock.json</c> names and nothing else, so it must name what the project files do.</summary>
public class PackageLockTests
{
    private const string Project = "src/Backend/ArgusAI.Backend.csproj", Lock = "src/Backend/packages.lock.json", Framework = "net10.0";
    private const string Mend = "Run: dotnet restore src/Backend --force-evaluate";

    private static readonly XDocument Backend = XDocument.Parse(Repository.Read(Project));

    [Fact]
    public void It_has_exactly_the_packages_that_the_project_refers_to_in_their_central_versions()
    {
        var versions = XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion").ToDictionary(v => v.Attribute("Include")!.Value, v => v.Attribute("Version")!.Value);
        Same(References("PackageReference").Select(name => $"{name} [{versions[name]}, )"), Locked(Framework, "Direct").Select(d => $"{d.Name} {d.Value.GetProperty("requested").GetString()}"));
    }

    [Fact]
    public void It_has_exactly_the_projects_that_the_project_refers_to() =>
        Same(References("ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path).ToLowerInvariant()), Locked(Framework, "Project").Select(d => d.Name));

    [Fact]
    public void Every_platform_of_the_image_is_in_it()
    {
        var platforms = Backend.Descendants("RuntimeIdentifiers").Single().Value.Split(';');
        // .NET's names of them.
        Assert.Equal(ImageParts.Platforms.Select(p => p.Value.Replace('/', '-').Replace("amd64", "x64", StringComparison.Ordinal)), platforms);
        Same(platforms.Select(p => $"{Framework}/{p}"), Sections.Keys.Where(s => s != Framework));
    }

    [Fact]
    public void What_a_platform_has_of_its_own_is_a_package_of_the_whole_in_the_same_version()
    {
        var whole = Sections[Framework].EnumerateObject().ToDictionary(d => d.Name, d => d.Value);
        foreach (var own in Sections.Where(s => s.Key != Framework).SelectMany(s => s.Value.EnumerateObject().Select(d => (s.Key, Package: d))))
        {
            Assert.True(whole.TryGetValue(own.Package.Name, out var package) && package.GetProperty("contentHash").GetString() == own.Package.Value.GetProperty("contentHash").GetString(),
                $"{Lock}: {own.Package.Name} of {own.Key} is another one than that of {Framework}. {Mend}");
        }
    }

    [Fact]
    public void Every_package_has_the_hash_of_its_content() =>
        Assert.All(Sections.Values.SelectMany(s => s.EnumerateObject()).Where(d => d.Value.GetProperty("type").GetString() != "Project"), d => Assert.NotEmpty(d.Value.GetProperty("contentHash").GetString()!));

    private static Dictionary<string, JsonElement> Sections { get; } =
        JsonDocument.Parse(Repository.Read(Lock)).RootElement.GetProperty("dependencies").EnumerateObject().ToDictionary(s => s.Name, s => s.Value);

    // What stands under a condition is for a developer's own calls, not for the image.
    private static IEnumerable<string> References(string kind) =>
        Backend.Descendants(kind).Where(r => r.Attribute("Condition") is null && r.Parent!.Attribute("Condition") is null).Select(r => r.Attribute("Include")!.Value);

    private static IEnumerable<JsonProperty> Locked(string section, string type) => Sections[section].EnumerateObject().Where(d => d.Value.GetProperty("type").GetString() == type);

    private static void Same(IEnumerable<string> wanted, IEnumerable<string> there)
    {
        var (missing, left) = (wanted.Except(there).ToList(), there.Except(wanted).ToList());
        Assert.True(missing.Count + left.Count == 0, $"{Lock} lacks [{string.Join(", ", missing)}] and has [{string.Join(", ", left)}] too much. {Mend}");
    }
}
