using System.Globalization;
using System.Text;

namespace ArgusAI.Containers.Dockerfiles;

/// <summary>Writes the lines of a Dockerfile.</summary>
sealed class DockerfileWriter
{
    const int CommentWidth = 100;
    const string Continued = " \\\n    ";

    readonly StringBuilder _text = new();

    public static string Write(Dockerfile file)
    {
        var writer = new DockerfileWriter();
        // Directives must be the very first lines: a comment before them turns them into comments.
        if (file.Syntax is not null) writer.Line($"# syntax={file.Syntax}");
        if (file.Check is not null) writer.Line($"# check={file.Check}");
        writer.Comment(file.Header.Value);
        foreach (var argument in file.GlobalArgs)
        {
            writer.Comment(argument.Why.Value);
            writer.Line(Text(argument));
        }
        foreach (var stage in file.Stages) writer.Stage(stage);
        return writer._text.ToString();
    }

    void Stage(Stage stage)
    {
        if (_text.Length > 0) _text.Append('\n');
        Comment(stage.Why.Value);
        Line($"FROM {(stage.Platform is null ? "" : $"--platform={stage.Platform} ")}{Base(stage.Base)} AS {stage.Name}");
        foreach (var instruction in stage.Instructions)
        {
            Comment(instruction.Why.Value);
            Line(Text(instruction));
        }
    }

    void Comment(string? text)
    {
        if (text is null) return;
        foreach (var line in CommentText.Wrap(text, CommentWidth)) Line(line);
    }

    void Line(string text) => _text.Append(text).Append('\n');

    static string Base(StageBase start) => start switch
    {
        StageBase.Image image => image.Reference.ToString(),
        StageBase.Parent parent => parent.Stage.Name,
        StageBase.Expression expression => DockerText.Word(expression.Text),
        _ => "scratch",
    };

    static string Text(Instruction instruction) => instruction switch
    {
        Arg { Default: { } value } arg => $"ARG {arg.Name}={DockerText.Word(value)}",
        Arg arg => $"ARG {arg.Name}",
        EnvInstruction env => "ENV " + string.Join(Continued, env.Variables.Select(v => $"{v.Key}={DockerText.Word(v.Value)}")),
        Label label => "LABEL " + string.Join(Continued, label.Labels.Select(l => $"{DockerText.LabelName(l.Key)}={DockerText.Word(l.Value)}")),
        Workdir workdir => $"WORKDIR {DockerText.Word(workdir.Path)}",
        User user => $"USER {DockerText.Bare("user", user.Name)}",
        Expose { Protocol: Protocol.Tcp } expose => $"EXPOSE {Port(expose.Port)}",
        Expose expose => string.Create(CultureInfo.InvariantCulture, $"EXPOSE {Port(expose.Port)}/{(expose.Protocol == Protocol.Udp ? "udp" : "sctp")}"),
        VolumeInstruction volume => $"VOLUME {DockerText.Json("volume", volume.Paths)}",
        StopSignal signal => $"STOPSIGNAL {DockerText.Bare("signal", signal.Signal)}",
        ShellInstruction shell => $"SHELL {DockerText.Json(shell.Arguments)}",
        Cmd cmd => $"CMD {Command(cmd.Command)}",
        Entrypoint entrypoint => $"ENTRYPOINT {Command(entrypoint.Command)}",
        Health health => HealthText(health.Check),
        OnBuild onBuild => $"ONBUILD {Text(onBuild.Instruction)}",
        Run run => RunText(run),
        Copy copy => CopyText(copy),
        Add add => AddText(add),
        _ => throw new InvalidOperationException($"unknown instruction {instruction}"),
    };

    static string Port(Interpolated<PortRange> port) => port.IsFixed ? port.ToString() : DockerText.Bare("port", port.Template!);

    static string Command(Command command) => command switch
    {
        Command.ExecForm exec => DockerText.Json("command", exec.Arguments),
        Command.ShellForm shell => ShellLine(shell.Line.LiteralText
            ?? throw Expected.Form("command", shell.Line.ToString(), "a text without variables: the shell puts them in")),
        _ => throw new InvalidOperationException($"unknown form {command}"),
    };

    static string ShellLine(string line) => line.Contains('\n', StringComparison.Ordinal) || line.StartsWith('[')
        ? throw Expected.Form("shell form", line, "one line that does not begin with '['")
        : line;

    static string HealthText(HealthCheck check)
    {
        if (check.Disabled) return "HEALTHCHECK NONE";
        var flags = new[]
        {
            Flag("interval", Fixed(check.Interval)), Flag("timeout", Fixed(check.Timeout)), Flag("start-period", Fixed(check.StartPeriod)),
            Flag("start-interval", Fixed(check.StartInterval)), Flag("retries", Fixed(check.Retries)),
        };
        var test = check.Test ?? throw Expected.Form("health check", "", "a probe: an image has none to keep");
        return $"HEALTHCHECK {string.Concat(flags)}{(flags.Any(f => f.Length > 0) ? "\\\n    " : "")}CMD {Command(test)}";
    }

    static string? Fixed<T>(Interpolated<T>? value) where T : IParsable<T> => value is { IsFixed: false }
        ? throw Expected.Form("health check time", value.ToString(), "a fixed value: the builder puts no variables in")
        : value?.ToString();

    static string Flag(string name, string? value) => value is null ? "" : $"--{name}={value} ";

    static string Switch(string name, bool on) => on ? $"--{name} " : "";

    static string RunText(Run run)
    {
        var flags = run.Mounts.Select(m => $"--mount={MountText.Of(m)}")
            .Concat(run.Network == RunNetwork.Default ? [] : [$"--network={(run.Network == RunNetwork.None ? "none" : "host")}"])
            .Concat(run.Security == RunSecurity.Sandbox ? [] : ["--security=insecure"]).ToArray();
        var start = "RUN " + string.Concat(flags.Select(f => f + Continued));
        if (run.Arguments.Count > 0) return start + DockerText.Json(run.Arguments);
        // A line that begins like JSON or a heredoc would be read as one.
        if (!run.IsHeredoc && !run.Script!.StartsWith('[') && !run.Script.Contains("<<", StringComparison.Ordinal) && !run.Script.EndsWith('\\'))
            return start + run.Script;
        var delimiter = DockerText.Delimiter(run.Script!, "EOF");
        // The heredoc stands on the RUN line itself; quotes keep the builder from putting variables in.
        var heredoc = string.Concat(flags.Select(f => f + " "));
        return $"RUN {heredoc}<<'{delimiter}'\nset -e\n{run.Script}\n{delimiter}";
    }

    static string CopyText(Copy copy)
    {
        var from = copy.From switch
        {
            CopySource.FromStage stage => Flag("from", stage.Stage.Name),
            CopySource.FromImage image => Flag("from", image.Image.ToString()),
            CopySource.FromNamedContext context => Flag("from", context.Name),
            _ => "",
        };
        var start = $"COPY {from}{Switch("link", copy.Link)}{Optional("chown", copy.Chown)}{Optional("chmod", copy.Chmod)}"
            + Switch("parents", copy.Parents) + string.Concat(copy.Exclude.Select(e => Optional("exclude", e)));
        if (copy.Files.Count == 0) return start + DockerText.Paths([.. copy.Paths, copy.Into]);
        var delimiters = copy.Files.Select(f => DockerText.Delimiter(f.Content, f.Name)).ToArray();
        var sources = copy.Paths.Select(DockerText.Word).Concat(delimiters.Select(d => $"<<'{d}'")).Append(DockerText.Word(copy.Into));
        var bodies = copy.Files.Zip(delimiters, (file, end) => $"{file.Content.ReplaceLineEndings("\n").TrimEnd('\n')}\n{end}");
        return $"{start}{string.Join(' ', sources)}\n{string.Join('\n', bodies)}";
    }

    static string AddText(Add add) => $"ADD {Optional("checksum", add.Checksum)}{Switch("keep-git-dir", add.KeepGitDir)}"
        + (add.Unpack is { } unpack ? $"--unpack={(unpack ? "true" : "false")} " : "") + Switch("link", add.Link)
        + Optional("chown", add.Chown) + Optional("chmod", add.Chmod) + string.Concat(add.Exclude.Select(e => Optional("exclude", e)))
        + DockerText.Paths([.. add.Sources, add.Into]);

    static string Optional(string name, Template? value) => value is null ? "" : Flag(name, DockerText.Bare(name, value));
}
