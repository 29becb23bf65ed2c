using ArgusAI.Operations.Images;

namespace ArgusAI.Operations.Tests.Images;

public class BakeTargetsTests
{
    [Fact]
    public void Without_a_name_the_default_group_of_the_bake_file_is_built_under_the_files_names()
    {
        using var docker = new FakeBuilder();
        Assert.Equal(["backend", "frontend"], BakeTargets.Default(docker.Sandbox.Workspace));
        Assert.Equal(FakeBuilder.Backend, BakeTargets.Tag(docker.Sandbox.Workspace, "backend"));
    }

    [Fact]
    public void Every_target_of_the_clone_has_a_stand_in_for_what_it_starts_from()
    {
        var clone = Workspace.Find(AppContext.BaseDirectory);
        Assert.All(BakeTargets.Default(clone), target => Assert.Contains(BakeTargets.StandIns(clone, target), s => s.Reference.StartsWith("debian:", StringComparison.Ordinal) && s.StandIn == "argusai.local/base/debian:trixie"));
    }
}
