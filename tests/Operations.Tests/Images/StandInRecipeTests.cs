using ArgusAI.Containers.Pins;
using ArgusAI.Containers;
using ArgusAI.Operations.Engine;
using ArgusAI.Operations.Images;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Tests.Images;

public sealed class StandInRecipeTests : IDisposable
{
    private static readonly ImagePin Node = Pin("node");

    private readonly Sandbox sandbox = new();

    public static TheoryData<string> Changes => ["dockerfile", "file", "input", "architecture", "parent"];

    [Theory]
    [MemberData(nameof(Changes))]
    public void The_key_changes_with_every_part_of_the_recipe(string change)
    {
        var recipe = Recipe();
        var changed = change switch
        {
            "dockerfile" => recipe with { Dockerfile = recipe.Dockerfile + "\n" },
            "file" => recipe with { Files = new Dictionary<string, string> { ["entry.sh"] = "exec b" } },
            "input" => recipe with { Inputs = new Dictionary<string, string> { ["version"] = "2" } },
            "architecture" => recipe with { Architecture = "arm64" },
            _ => recipe with { Parent = recipe.Parent! with { Dockerfile = "FROM scratch\nADD b /" } },
        };
        Assert.NotEqual(recipe.Key, changed.Key);
        Assert.Equal(recipe.Key, Recipe().Key);
    }

    [Fact]
    public void Text_that_moves_from_one_part_to_another_changes_the_key()
    {
        var one = Recipe() with { Inputs = new Dictionary<string, string> { ["a"] = "bc" } };
        Assert.NotEqual(one.Key, (one with { Inputs = new Dictionary<string, string> { ["ab"] = "c" } }).Key);
    }

    [Fact]
    public void The_order_of_inputs_does_not_matter()
    {
        var one = Recipe() with { Inputs = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } };
        Assert.Equal(one.Key, (one with { Inputs = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" } }).Key);
    }

    [Fact]
    public void Versions_are_read_from_the_dockerfile()
    {
        var recipe = new StandInRecipe(Node, "ARG NODE_VERSION=20.1.2\nFROM debian\nARG NODE_VERSION\n");
        Assert.Equal("20.1.2", recipe.Argument("NODE_VERSION"));
        Assert.Contains("ARG NPM_VERSION=", Assert.Throws<OperationException>(() => recipe.Argument("NPM_VERSION")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_dockerfile_is_named() =>
        Assert.Contains("deploy/templates/base-images/node.Dockerfile is missing", Assert.Throws<OperationException>(() => StandInRecipe.Load(sandbox.Workspace, Node)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_pinned_image_has_a_recipe_in_the_clone()
    {
        var workspace = Workspace.Find(AppContext.BaseDirectory);
        var pins = PinFile.Load(workspace);
        sandbox.File("etc/apt/sources.list", "deb http://mirror.test/debian bookworm main\n");
        var standIns = new StandIns(new DockerCli(), workspace, sandbox.Console) { System = new HostSystem("debian", "12", "bookworm", "Debian") { Root = sandbox.Folder } };
        var recipes = standIns.Recipes(pins.All, pins["debian"], "10.0.100");
        Assert.Equal("debian", recipes[0].Pin.Key);
        Assert.Equal(pins.All.Count, recipes.Select(r => r.Key).Distinct().Count());
        Assert.All(recipes.Skip(1), r => Assert.Same(recipes[0], r.Parent));
        Assert.Matches(@"^20\.\d+\.\d+$", recipes.Single(r => r.Pin.Key == "node").Argument("NODE_VERSION"));
    }

    [Fact]
    public void Another_distribution_is_told_to_use_a_registry()
    {
        var standIns = new StandIns(new DockerCli(), sandbox.Workspace, sandbox.Console) { System = new HostSystem("fedora", "42", "", "Fedora Linux 42") };
        var error = Assert.Throws<OperationException>(() => standIns.Recipes([Node], Pin("debian"), "10.0.100"));
        Assert.Contains("Fedora Linux 42", error.Message, StringComparison.Ordinal);
        Assert.Contains("registry", error.Fix, StringComparison.Ordinal);
    }

    public void Dispose() => sandbox.Dispose();

    private static ImagePin Pin(string key) => new(key, ImageRef.Parse($"{key}:1"), null, ImageRef.Parse($"argusai.local/base/{key}:1"));

    private static StandInRecipe Recipe() => new(Node, "FROM debian")
    {
        Files = new Dictionary<string, string> { ["entry.sh"] = "exec a" },
        Inputs = new Dictionary<string, string> { ["version"] = "1" },
        Parent = new StandInRecipe(Pin("debian"), "FROM scratch\nADD a /"),
    };
}
