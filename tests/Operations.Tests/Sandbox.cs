using System.Diagnostics;
using ArgusAI.Operations.Processes;
using Spectre.Console;

namespace ArgusAI.Operations.Tests;

/// <summary>A folder of its own for one test, with stand-in programs and a console whose text can be read.</summary>
public sealed class Sandbox : IDisposable
{
    private readonly StringWriter output = new();

    public Sandbox()
    {
        Folder = Directory.CreateTempSubdirectory("argusai-host-").FullName;
        Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Interactive = InteractionSupport.No, Ansi = AnsiSupport.No });
    }

    public string Folder { get; }

    public IAnsiConsole Console { get; }

    public string Printed => output.ToString();

    public Workspace Workspace => new(Folder) { Cache = Path.Combine(Folder, "cache") };

    /// <summary>Writes a file below the folder, creating its folders.</summary>
    public string File(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    /// <summary>A shell script that stands for a program; returns its path.</summary>
    public string Program(string name, string script)
    {
        var path = Path.Combine(Folder, "bin", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Written by another process: a file that this one writes is open for a moment in whatever another test starts
        // just then, and the system refuses to run it ("Text file busy").
        using var writer = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "cat >\"$0\" && chmod 0755 \"$0\"", path]) { RedirectStandardInput = true })!;
        writer.StandardInput.Write("#!/bin/sh\n" + script);
        writer.StandardInput.Close();
        writer.WaitForExit();
        return path;
    }

    /// <summary>A docker whose parts have the given versions; null is not there.</summary>
    public DockerCli Docker(string? engine, string? compose = "2.26.1", string? buildx = "v0.13.1", string context = "default", string problem = "Cannot connect to the Docker daemon")
    {
        var plugins = new[] { (Name: "compose", Version: compose), (Name: "buildx", Version: buildx) }.Where(p => p.Version is not null)
            .Select(p => $$"""{"Name":"{{p.Name}}","Version":"{{p.Version}}"}""");
        return new DockerCli
        {
            Executable = Program("docker", $$"""
                case "$*" in
                  info*) echo '{"ServerVersion":"{{engine}}","DriverStatus":null,"ClientInfo":{"Context":"{{context}}","Plugins":[{{string.Join(',', plugins)}}]} }'; {{(engine is null ? $"echo '{problem}' >&2; exit 1" : ":")}} ;;
                  *) echo "unexpected: $*" >&2; exit 99 ;;
                esac
                """),
        };
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
