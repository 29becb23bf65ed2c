using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Images;

/// <summary>An image name that another image has in the engine for a while. What had it before gets it back: loading an archive would take it for good.</summary>
internal sealed class BorrowedName : IAsyncDisposable
{
    private readonly DockerCli docker;
    private readonly string name;
    private readonly string? aside;

    private BorrowedName(DockerCli docker, string name, string? aside) => (this.docker, this.name, this.aside) = (docker, name, aside);

    /// <summary>Puts what has the name aside.</summary>
    internal static async Task<BorrowedName> TakeAsync(DockerCli docker, string name, CancellationToken cancellation)
    {
        var aside = name + "-aside";
        return new(docker, name, (await docker.RunAsync(["tag", name, aside], cancellation)).ExitCode == 0 ? aside : null);
    }

    public async ValueTask DisposeAsync()
    {
        await docker.RunAsync(["image", "rm", name], CancellationToken.None);
        if (aside is null) return;
        await docker.RunAsync(["tag", aside, name], CancellationToken.None);
        await docker.RunAsync(["image", "rm", aside], CancellationToken.None);
    }
}
