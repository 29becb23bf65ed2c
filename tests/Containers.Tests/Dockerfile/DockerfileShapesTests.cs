using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Tests.Dockerfiles;

public class DockerfileShapesTests
{
    public static TheoryData<string, string> Shapes() => [.. DockerfileShapes.All.Select(s => (s.Name, s.Text))];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_shape_of_the_wild_is_read_and_written_the_same_twice(string name, string text)
    {
        var file = Dockerfile.Parse(text, name);
        var written = DockerfileWriter.Write(file);
        var again = Dockerfile.Parse(written, name);
        Assert.Equal(file, again);
        Assert.Equal(written, DockerfileWriter.Write(again));
    }

    static Dockerfile Shape(string beginning) => Dockerfile.Parse(DockerfileShapes.All.Single(s => s.Name.StartsWith(beginning, StringComparison.Ordinal)).Text);

    static T First<T>(Dockerfile file) => file.Stages.SelectMany(s => s.Instructions).OfType<T>().First();

    [Fact]
    public void Comments_inside_a_chain_are_no_part_of_the_command() =>
        Assert.Equal("set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tgnupg \t\tless \t; \trm -rf /var/lib/apt/lists/*", First<Run>(Shape("apt chain")).Script);

    [Fact]
    public void Backslashes_of_Windows_paths_are_letters_where_the_backtick_escapes()
    {
        var file = Shape("Windows image");
        Assert.Equal(new EnvInstruction(new() { ["DOTNET_ROOT"] = @"C:\Program Files\dotnet" }), First<EnvInstruction>(file));
        Assert.Equal(new Workdir(@"C:\app"), First<Workdir>(file));
        Assert.EndsWith(@"'C:\Program Files\dotnet'", First<Run>(file).Script, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stage_that_only_a_variable_names_is_a_target()
    {
        var file = Shape("caches");
        Assert.Equal(["builder-cpu", "builder-cuda"], file.Targets.Select(s => s.Name));
        Assert.Equal((Template)"builder-" + Env.Var("DEVICE"), Assert.IsType<StageBase.Expression>(file.Stages[2].Base).Text);
        Assert.Equal(4, First<Run>(file).Mounts.Count);
    }

    [Fact]
    public void A_number_names_a_stage_and_the_old_form_of_ENV_takes_the_rest_of_the_line()
    {
        var file = Shape("global arguments");
        Assert.Equal(new CopySource.FromStage(file.Stages[0]), First<Copy>(file).From);
        Assert.Equal("Learn more at https://example.org", file.GlobalArgs[0].Why.Value);
        Assert.Equal(Platform.Build, file.Stages[0].Platform?.Value);
        Assert.Equal(new EnvInstruction(new() { ["NGINX_VERSION"] = "1.29.4" }), First<EnvInstruction>(Shape("entry point")));
        Assert.Equal(new Label(new() { ["version"] = "1.0 beta" }), First<Label>(Shape("old forms")));
    }

    [Fact]
    public void Quotes_of_both_kinds_and_escaped_spaces_are_taken_off() => Assert.Equal(
        new Label(new() { ["io.hass.type"] = "core", [OciLabels.Title] = "Home \"Assistant\"", [OciLabels.Licenses] = "Apache 2.0" }), First<Label>(Shape("labels")));

    [Fact]
    public void Carriage_returns_are_no_part_of_anything()
    {
        var file = Shape("carriage returns");
        Assert.Equal("echo a   && echo b", First<Run>(file).Script);
        Assert.Equal(new Copy([], "/f") { Files = [new("F", "x\n")] }, First<Copy>(file));
    }

    [Fact]
    public void A_trigger_keeps_what_it_triggers() => Assert.Equal(
        ["ARG", "ENV", "COPY", "RUN"], Shape("triggers").Final.Instructions.OfType<OnBuild>().Select(o => o.Instruction.Keyword));
}
