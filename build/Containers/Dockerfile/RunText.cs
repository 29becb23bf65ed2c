namespace ArgusAI.Containers.Dockerfiles;

/// <summary>Writes a RUN.</summary>
static class RunText
{
    public static string Of(Run run)
    {
        var flags = run.Mounts.Select(m => $"--mount={MountText.Of(m)}")
            .Concat(run.Devices.Select(d => $"--device={MountText.Of(d)}"))
            .Concat(run.Network == RunNetwork.Default ? [] : [$"--network={(run.Network == RunNetwork.None ? "none" : "host")}"])
            .Concat(run.Security == RunSecurity.Sandbox ? [] : ["--security=insecure"]).ToArray();
        var start = "RUN " + string.Concat(flags.Select(f => f + InstructionText.Continued));
        // A heredoc stands on the RUN line itself.
        var oneLine = "RUN " + string.Concat(flags.Select(f => f + " "));
        if (run.Arguments.Count > 0) return start + DockerText.Json(run.Arguments);
        if (run.Inputs.Count > 0) return oneLine + Plain(run.Script!) + "\n" + string.Join('\n', run.Inputs.Select(Text));
        if (IsPlain(run.Script!) && !run.Script!.StartsWith('#') && !run.Script.Contains("<<", StringComparison.Ordinal)) return start + run.Script;
        if (run.Script!.Contains('\0', StringComparison.Ordinal)) throw Expected.Form("RUN", run.Script, "a text without NUL");
        var delimiter = DockerText.Delimiter(run.Script, "EOF");
        // Quotes keep the shell's own meaning of the delimiter out of it, whatever reads the line.
        return $"{oneLine}<<'{delimiter}'\n{(run.IsProgram || run.ContinuesOnError ? "" : "set -e\n")}{run.Script}\n{delimiter}";
    }

    /// <summary>Whether the builder takes a line as it is, and not as a list, flags or a line that goes on.</summary>
    public static bool IsPlain(string line) => line.Length > 0 && line == line.Trim() && !line.AsSpan().ContainsAny('\n', '\0')
        && !line.StartsWith("--", StringComparison.Ordinal) && !line.EndsWith('\\')
        && JsonList.Read(line, out var otherValues) is null && !otherValues;

    static string Plain(string line) => IsPlain(line) ? line
        : throw Expected.Form("RUN", line, "one line that is no JSON list, begins with no '--' and ends with no '\\'");

    static string Text(RunInput input) => input.Content.Split('\n').Any(line => line.TrimStart('\t').TrimEnd('\r') == input.Name)
        ? throw Expected.Form("RUN", input.Content, $"a text without the line '{input.Name}', which would end it")
        : input.Content + input.Name;
}
