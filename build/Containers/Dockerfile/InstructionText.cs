namespace ArgusAI.Containers.Dockerfiles;

/// <summary>Writes an instruction.</summary>
static class InstructionText
{
    internal const string Continued = " \\\n    ";

    public static string Of(Instruction instruction) => instruction switch
    {
        Arg { Default: { } value } arg => $"ARG {arg.Name}={DockerText.Word(value)}",
        Arg arg => $"ARG {arg.Name}",
        EnvInstruction env => "ENV " + Pairs("ENV", env.Variables, EnvKey),
        Label label => "LABEL " + Pairs("LABEL", label.Labels, LabelKey),
        Workdir workdir => $"WORKDIR {Whole("folder", workdir.Path)}",
        User user => $"USER {Whole("user", user.Name)}",
        Expose { Protocol: Protocol.Tcp } expose => $"EXPOSE {Port(expose.Port)}",
        Expose expose => $"EXPOSE {Port(expose.Port)}/{(expose.Protocol == Protocol.Udp ? "udp" : "sctp")}",
        VolumeInstruction { Paths.Count: 0 } => throw Expected.Form("VOLUME", "[]", "at least one folder"),
        VolumeInstruction volume => $"VOLUME {DockerText.PathList(volume.Paths)}",
        StopSignal signal => $"STOPSIGNAL {Whole("signal", signal.Signal)}",
        ShellInstruction { Arguments.Count: 0 } => throw Expected.Form("SHELL", "[]", "a program and its arguments"),
        ShellInstruction shell => $"SHELL {DockerText.Json(shell.Arguments)}",
        Cmd cmd => $"CMD {CommandText(cmd.Command)}",
        Entrypoint entrypoint => $"ENTRYPOINT {CommandText(entrypoint.Command)}",
        Health health => HealthText(health.Check),
        OnBuild onBuild => $"ONBUILD {Of(onBuild.Instruction)}",
        Maintainer maintainer => $"MAINTAINER {ShellLine("MAINTAINER", maintainer.Name)}",
        Run run => RunText.Of(run),
        Copy copy => CopyText.Of(copy),
        Add add => CopyText.Of(add),
        _ => throw new InvalidOperationException($"unknown instruction {instruction}"),
    };

    static string Pairs(string what, Entries<Template> pairs, Func<string, string> key) => pairs.Count == 0
        ? throw Expected.Form(what, "", "at least one name=value")
        : string.Join(Continued, pairs.Select(p => $"{key(p.Key)}={DockerText.Word(p.Value)}"));

    static string EnvKey(string key) => key.Length == 0 || key[0] == '-' || !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-')
        ? throw Expected.Form("variable name", key, "letters, digits, '_', '.' and '-'")
        : key;

    /// <summary>The builder cuts at the first <c>=</c> before it looks at quotes.</summary>
    static string LabelKey(string key) => string.IsNullOrWhiteSpace(key) || key.Contains('=', StringComparison.Ordinal)
        ? throw Expected.Form("label name", key, "a text that is not blank, without '='")
        : DockerText.Word(key);

    static string Whole(string what, Template text) => text.Parts.Count == 0 ? throw Expected.Form(what, "", "a text that is not empty") : DockerText.Word(text);

    static string Port(Interpolated<PortRange> port) => port.IsFixed ? port.ToString() : DockerText.Unspaced("port", port.Template!);

    static string CommandText(Command command) => command switch
    {
        Command.ExecForm exec => DockerText.Json("command", exec.Arguments),
        Command.ShellForm shell => ShellLine("shell form", shell.Line.LiteralText
            ?? throw Expected.Form("command", shell.Line.ToString(), "a text without variables: the shell puts them in")),
        _ => throw new InvalidOperationException($"unknown form {command}"),
    };

    /// <summary>A line the builder takes as it is.</summary>
    static string ShellLine(string what, string line) => RunText.IsPlain(line) ? line
        : throw Expected.Form(what, line, "one line without spaces at its ends, that is no JSON list, begins with no '--' and ends with no '\\'");

    static string HealthText(HealthCheck check)
    {
        if (check.Disabled) return "HEALTHCHECK NONE";
        var flags = new[]
        {
            Flag("interval", Fixed(check.Interval)), Flag("timeout", Fixed(check.Timeout)), Flag("start-period", Fixed(check.StartPeriod)),
            Flag("start-interval", Fixed(check.StartInterval)), Flag("retries", Fixed(check.Retries)),
        };
        if (check.Test is null or Command.ExecForm { Arguments.Count: 0 }) throw Expected.Form("health check", "", "a probe: an image has none to keep");
        return $"HEALTHCHECK {string.Concat(flags)}{(flags.Any(f => f.Length > 0) ? "\\\n    " : "")}CMD {CommandText(check.Test)}";
    }

    static string? Fixed<T>(Interpolated<T>? value) where T : IParsable<T> => value is { IsFixed: false }
        ? throw Expected.Form("health check time", value.ToString(), "a fixed value: the builder puts no variables in")
        : value?.ToString();

    static string Flag(string name, string? value) => value is null ? "" : $"--{name}={value} ";
}
