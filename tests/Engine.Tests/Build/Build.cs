using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Nuke.Components;

/// <summary>The build whose runs the suite observes. Each target says that it ran.</summary>
class Build : NukeBuild, IGreet
{
    public static int Main() => Execute<Build>();

    [Parameter] readonly string[] Words = ["default"];
    [Parameter] readonly bool Flag;
    [Parameter] readonly int? Number;
    [Parameter(Separator = ",")] readonly string[]? Commas;
    [Parameter, Secret] readonly string? Token;
    [Parameter] readonly string? Needed;
    [Parameter] readonly AbsolutePath? Folder;
    [PathVariable] readonly Tool Git = null!;

    Target A => _ => _.Description("The first one").Executes(() =>
    {
        Ran("A");
        Console.WriteLine($"Words=[{string.Join(", ", Words)}] Number={Number} Commas=[{string.Join(", ", Commas ?? [])}] Folder={Folder}");
        Console.WriteLine($"Profiles=[{string.Join(", ", LoadedLocalProfiles)}] Local={IsLocalBuild}");
    });

    Target B => _ => _.DependsOn(A).Executes(() => Ran("B"));
    Target C => _ => _.After(B).Executes(() => Ran("C"));
    Target D => _ => _.Before(A).Executes(() => Ran("D"));
    Target Skipped => _ => _.DependsOn(A).OnlyWhenDynamic(() => Flag).Executes(() => Ran("Skipped"));
    Target AfterSkipped => _ => _.DependsOn(Skipped).Executes(() => Ran("AfterSkipped"));
    Target N => _ => _.DependsOn(A).Requires(() => Needed).Executes(() => Ran("N"));
    Target Fails => _ => _.DependsOn(A).Executes(() => { Ran("Fails"); throw new Exception("it broke"); });
    Target AfterFails => _ => _.DependsOn(Fails).Executes(() => Ran("AfterFails"));
    Target Proceeds => _ => _.ProceedAfterFailure().Executes(() => { Ran("Proceeds"); throw new Exception("it broke"); });
    Target AfterProceeds => _ => _.DependsOn(Proceeds).Executes(() => Ran("AfterProceeds"));
    Target Hidden => _ => _.Unlisted().Executes(() => Ran("Hidden"));
    Target Empty => _ => _.DependsOn(A);
    Target Summary => _ => _.Executes(() => ReportSummary(_ => { _.Add("Images", "2"); return _; }));
    Target PrintsToken => _ => _.Executes(() => Console.WriteLine($"Token={Token}"));
    Target Checkout => _ => _.Executes(() => { Git("checkout nope", workingDirectory: RootDirectory / "work"); });
    Target Waits => _ => _.Executes(async () => { await Task.Delay(10); Ran("Waits"); });
    Target Leaf => _ => _.Executes(() => Ran("Leaf"));
    Target Middle => _ => _.DependsOn(Leaf).WhenSkipped(DependencyBehavior.Skip).Executes(() => Ran("Middle"));
    Target Top => _ => _.DependsOn(Middle).Executes(() => Ran("Top"));
    Target Last => _ => _.DependsOn<IGreet>(x => x.Greet).Executes(() => Ran("Last"));

    static void Ran(string target) => Console.WriteLine($"ran: {target}");
}

/// <summary>A component: an interface with a target and a parameter of its own.</summary>
interface IGreet : IHazConfiguration
{
    [Parameter] string Greeting => TryGetValue(() => Greeting) ?? "hello";

    Target Greet => _ => _.Executes(() => Console.WriteLine($"ran: Greet\n{Greeting} in {Configuration}"));
}
