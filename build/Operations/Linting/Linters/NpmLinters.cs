using System.Security.Cryptography;
using ArgusAI.Containers.Reviews;
using ArgusAI.Operations.Engine;
using ArgusAI.Operations.Files;
using Spectre.Console;

namespace ArgusAI.Operations.Linting.Linters;

/// <summary>dclint and dockerfile-utils, of the versions that <c>tests/linters</c> pins, installed once per lock file into the cache.</summary>
internal sealed class NpmLinters(Workspace workspace, IAnsiConsole console)
{
    private const string Manifest = "tests/linters";
    private const string Lock = "package-lock.json";
    private const string NoNpm = "npm, from the package nodejs or npm";
    private const string Fix = "check that `npm ping` works, then run the command again";

    /// <summary>What npm says when it reaches no registry: the machine is offline, the linters are merely not there.</summary>
    private static readonly string[] Offline = ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "ENOTCACHED", "ERR_SOCKET_TIMEOUT"];

    /// <summary>The programs, so that their failures can be tested.</summary>
    internal string Npm { get; init; } = "npm";

    /// <inheritdoc cref="Npm"/>
    internal string Node { get; init; } = "node";

    /// <summary>The folder with <c>node_modules</c>; null when they are not there.</summary>
    internal string? Folder { get; private set; }

    /// <summary>How to get them, when they are not there.</summary>
    internal string Missing { get; private set; } = NoNpm;

    /// <summary>Installs them unless they are there.</summary>
    /// <param name="install">Whether npm may be asked; else only what is there is taken.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">npm reached its registry and failed all the same.</exception>
    internal async Task EnsureAsync(bool install, CancellationToken cancellation)
    {
        var target = Target(workspace);
        if (!Directory.Exists(target))
        {
            Missing = "run ./build.sh Lint once, which installs them with npm";
            if (!install) return;
            await InstallAsync(target, cancellation);
        }

        if (Directory.Exists(target)) Folder = target;
    }

    /// <summary>Where the packages of a clone's lock file are installed: two clones of one state share it.</summary>
    internal static string Target(Workspace workspace) =>
        Path.Combine(workspace.Cache, "linters", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(workspace[$"{Manifest}/{Lock}"])))[..16]);

    /// <summary>dclint on Compose files.</summary>
    internal async Task<LinterResult> DcLintAsync(IReadOnlyList<LintedFile> files, string start, CancellationToken cancellation)
    {
        const string name = "dclint";
        // A user's own configuration is found by dclint itself.
        string[] configuration = Directory.EnumerateFiles(start, ".dclintrc*").Any() ? Array.Empty<string>() : ["--config", workspace[$"{Manifest}/dclint.json"]];
        var printed = await NodeAsync("dclint/bin/dclint.cjs", ["--formatter", "json", .. configuration, .. files.Select(f => f.Path)], start, cancellation);
        if (printed is null) return LinterResult.NotFound(name, Missing);
        var names = files.ToDictionary(f => f.Path, f => f.Name);
        return new($"{name} ({files.Count} Compose files)", null,
        [
            .. from file in LinterProgram.Read<List<DcFile>>(name, printed.Output, printed.Error)
               from complaint in file.Messages
               let rule = new LintRule(name, $"dclint/{complaint.Rule}", complaint.Type == "error" ? Severity.Error : Severity.Warning) { Explanation = complaint.Meta?.Description, Help = complaint.Meta?.Url }
               select new LintFinding(rule, names.GetValueOrDefault(Path.GetFullPath(file.FilePath, start), file.FilePath), new(complaint.Line, complaint.Column), complaint.Message),
        ]);
    }

    /// <summary>dockerfile-utils on Dockerfiles, one after the other: it takes one file.</summary>
    internal async Task<LinterResult> DockerfileUtilsAsync(IReadOnlyList<LintedFile> files, CancellationToken cancellation)
    {
        const string name = "dockerfile-utils";
        var findings = new List<LintFinding>();
        foreach (var file in files)
        {
            var printed = await NodeAsync("dockerfile-utils/bin/dockerfile-utils", ["lint", "--json", file.Path], workspace.Root, cancellation);
            if (printed is null) return LinterResult.NotFound(name, Missing);
            // It prints nothing at all about a file that is well.
            if (printed.Output.Trim().Length == 0 && printed.Error.Trim().Length == 0) continue;
            findings.AddRange(LinterProgram.Read<List<UtilsComplaint>>(name, printed.Output, printed.Error).Select(c =>
                new LintFinding(new(name, name, c.Severity == "error" ? Severity.Error : Severity.Warning), file.Name, new(c.Range.Start.Line + 1, c.Range.Start.Character + 1), c.Message)));
        }

        return new($"{name} ({files.Count} Dockerfiles)", null, findings);
    }

    private async Task<Printed?> NodeAsync(string script, IEnumerable<string> arguments, string start, CancellationToken cancellation)
    {
        if (Folder is null) return null;
        if (await LinterProgram.TryRunAsync(Node, [Path.Combine(Folder, "node_modules", script), .. arguments], start, cancellation) is { } result) return new(result.StandardOutput, result.StandardError);
        Missing = "Node.js on the PATH";
        return null;
    }

    private async Task InstallAsync(string target, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var alone = await FileLock.TakeAsync(target + ".lock", cancellation);
        if (Directory.Exists(target)) return;
        var partial = Directory.CreateDirectory($"{target}.{Environment.ProcessId}").FullName;
        try
        {
            foreach (var file in new[] { "package.json", Lock }) File.Copy(workspace[$"{Manifest}/{file}"], Path.Combine(partial, file), overwrite: true);
            await new LongCommand("Installing dclint and dockerfile-utils", Npm, ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]) { Folder = partial, Fix = Fix }.RunAsync(console, cancellation);
            Directory.Move(partial, target);
        }
        catch (OperationException failure) when (failure.InnerException is System.ComponentModel.Win32Exception)
        {
            Missing = NoNpm;
        }
        catch (OperationException failure) when (Array.Exists(Offline, word => failure.Message.Contains(word, StringComparison.Ordinal)))
        {
            Missing = $"npm reaches no registry; {Fix}";
        }
        finally
        {
            if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
        }
    }

    private sealed record Printed(string Output, string Error);

    private sealed record DcFile(string FilePath, List<DcComplaint> Messages);

    private sealed record DcComplaint(string Rule, string Type, string Message, int Line, int Column, DcRule? Meta);

    private sealed record DcRule(string? Description, string? Url);

    private sealed record UtilsComplaint(UtilsRange Range, string Message, string Severity);

    private sealed record UtilsRange(UtilsPoint Start);

    private sealed record UtilsPoint(int Line, int Character);
}
