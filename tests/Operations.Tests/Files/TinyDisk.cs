using System.Diagnostics;
using ArgusAI.Operations.Files;

namespace ArgusAI.Operations.Tests.Files;

/// <summary>A real file system of a few kilobytes. Mounting one needs root, as the project's test machines are.</summary>
internal sealed class TinyDisk : IDisposable
{
    internal TinyDisk(int kilobytes)
    {
        Folder = Directory.CreateTempSubdirectory("argusai-tiny-").FullName;
        Available = PosixOwner.IsRoot && Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", Folder);
    }

    internal string Folder { get; }

    internal bool Available { get; }

    public void Dispose()
    {
        if (Available) Run("umount", Folder);
        Directory.Delete(Folder, recursive: true);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
