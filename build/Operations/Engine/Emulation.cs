using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;
using Spectre.Console;

namespace ArgusAI.Operations.Engine;

/// <summary>Programs of another platform on this machine: QEMU, which the kernel starts in their place (binfmt_misc).</summary>
public static class Emulation
{
    private const string Registrations = "proc/sys/fs/binfmt_misc";

    /// <summary>Makes sure of it; a few milliseconds when it is there, and nothing at all for this machine's own platform.</summary>
    /// <param name="architecture">Docker's name of the platform's architecture.</param>
    /// <param name="install">Whether the user allowed it (<c>--install-engine</c>).</param>
    /// <param name="console">Told of progress.</param>
    /// <param name="system">This machine; read when null.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">It is not there and may not or cannot be installed; the fix is the command.</exception>
    public static async Task EnsureAsync(string architecture, bool install, IAnsiConsole console, HostSystem? system = null, CancellationToken cancellation = default)
    {
        system ??= HostSystem.Read();
        var interpreter = architecture == "arm64" ? "qemu-aarch64" : "qemu-x86_64";
        var registrations = Path.Combine(system.Root, Registrations);
        bool Registered() => File.Exists(Path.Combine(registrations, interpreter));
        if (architecture == system.Architecture || Registered()) return;
        await HostPackages.EnsureAsync(HostPackages.ForEmulation, install, console, system, cancellation);
        if (Registered()) return;
        // Without systemd nobody has mounted the kernel's list, and the package could not register anything.
        if (!File.Exists(Path.Combine(registrations, "register"))) await RunAsync("mount", ["-t", "binfmt_misc", "binfmt_misc", registrations], cancellation);
        await RunAsync("update-binfmts", ["--enable", interpreter], cancellation);
        if (!Registered())
            throw new OperationException($"the kernel does not start {interpreter} for programs of {architecture}", $"as root: mount -t binfmt_misc binfmt_misc {registrations}; update-binfmts --enable {interpreter}");
    }

    private static async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        try
        {
            await Cli.Wrap(program).WithArguments(arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellation);
        }
        catch (Win32Exception)
        {
            // A program that is not there has registered nothing, which is told then.
        }
    }
}
