using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose.Format;

/// <summary>The shapes of what a service runs and how it is asked.</summary>
static class ProcessShapes
{
    public static Codec<Command> Command { get; } = Codecs.Make<Command>(
        command => command switch
        {
            Command.ExecForm exec => new YamlSequence(exec.Arguments.Select(a => (YamlNode)new YamlScalar(a.ToString())).ToItems()),
            Command.ShellForm shell => new YamlScalar(shell.Line.ToString()),
            _ => throw new InvalidOperationException($"unknown form {command}"),
        },
        (node, reading) => node is YamlSequence
            ? Containers.Command.Exec(Collections.Texts.Read(node, reading))
            : Containers.Command.Shell(Template.Parse(Codecs.Scalar(node))));

    /// <summary>What <c>NONE</c> is read as.</summary>
    static readonly Command NoProbe = Containers.Command.Exec("NONE");

    /// <summary>A probe: <c>CMD</c> and a list, or <c>CMD-SHELL</c> and a line.</summary>
    static Codec<Command> Probe { get; } = Codecs.Make<Command>(
        command => command switch
        {
            Command.ExecForm exec => new YamlSequence([new YamlScalar("CMD"), .. exec.Arguments.Select(a => (YamlNode)new YamlScalar(a.ToString()))]),
            Command.ShellForm shell => new YamlSequence([new YamlScalar("CMD-SHELL"), new YamlScalar(shell.Line.ToString())]),
            _ => throw new InvalidOperationException($"unknown form {command}"),
        },
        (node, reading) =>
        {
            if (node is not YamlSequence) return Containers.Command.Shell(Template.Parse(Codecs.Scalar(node)));
            var items = Collections.Texts.Read(node, reading);
            return items is [{ LiteralText: "CMD" }, _, ..] ? Containers.Command.Exec(items.Skip(1))
                : items is [{ LiteralText: "CMD-SHELL" }, var line] ? Containers.Command.Shell(line)
                : items is [{ LiteralText: "NONE" }] ? NoProbe
                : throw new ArgumentException("a probe begins with CMD and a program, or is CMD-SHELL and one line, or NONE");
        }, Collections.Texts);

    public static Shape<HealthCheck> HealthCheck { get; } = new Shape<HealthCheck>(() => new HealthCheck())
        .With("disable", Codecs.Flag, h => h.Disabled ? true : null, (h, v) => h with { Disabled = v ?? false })
        .With("test", Probe, h => h.Test, (h, v) => ReferenceEquals(v, NoProbe) ? h with { Disabled = true } : h with { Test = v })
        .With("interval", Codecs.Time, h => h.Interval, (h, v) => h with { Interval = v })
        .With("timeout", Codecs.Time, h => h.Timeout, (h, v) => h with { Timeout = v })
        .With("retries", Codecs.Int, h => h.Retries, (h, v) => h with { Retries = v })
        .With("start_period", Codecs.Time, h => h.StartPeriod, (h, v) => h with { StartPeriod = v })
        .With("start_interval", Codecs.Time, h => h.StartInterval, (h, v) => h with { StartInterval = v }, Since.Compose(2, 20, 2).And(engine: 25));

    public static Shape<Hook> Hook { get; } = new Shape<Hook>(() => new Hook(Containers.Command.Shell("")))
        .With("command", Command, h => h.Command, (h, v) => h with { Command = v }, required: true)
        .With("user", Codecs.Text, h => h.User, (h, v) => h with { User = v })
        .With("privileged", Codecs.Bool, h => h.Privileged, (h, v) => h with { Privileged = v })
        .With("working_dir", Codecs.Text, h => h.WorkingDir, (h, v) => h with { WorkingDir = v })
        .With("environment", Collections.TextOrNullMap, h => h.Environment, (h, v) => h with { Environment = v });

    public static Shape<StartHook> StartHook { get; } = new Shape<StartHook>(() => new StartHook())
        .With("command", Command, h => h.Command, (h, v) => h with { Command = v })
        .With("image", Codecs.Image, h => h.Image, (h, v) => h with { Image = v })
        .With("user", Codecs.Text, h => h.User, (h, v) => h with { User = v })
        .With("privileged", Codecs.Bool, h => h.Privileged, (h, v) => h with { Privileged = v })
        .With("working_dir", Codecs.Text, h => h.WorkingDir, (h, v) => h with { WorkingDir = v })
        .With("environment", Collections.TextOrNullMap, h => h.Environment, (h, v) => h with { Environment = v })
        .With("per_replica", Codecs.Bool, h => h.PerReplica, (h, v) => h with { PerReplica = v });

    static Shape<Watch> Watch { get; } = new Shape<Watch>(() => new Watch("", WatchAction.Rebuild))
        .With("path", Codecs.Text, w => w.Path, (w, v) => w with { Path = v }, required: true)
        .With("action", Codecs.OneOf<WatchAction>(), w => w.Action, (w, v) => w with { Action = v }, required: true)
        .With("target", Codecs.Text, w => w.Target, (w, v) => w with { Target = v })
        .With("ignore", Collections.TextOrTexts, w => w.Ignore, (w, v) => w with { Ignore = v })
        .With("include", Collections.TextOrTexts, w => w.Include, (w, v) => w with { Include = v }, Since.Compose(2, 34))
        .With("initial_sync", Codecs.Bool, w => w.InitialSync, (w, v) => w with { InitialSync = v }, Since.Compose(2, 39, 4))
        .With("exec", Hook, w => w.Exec, (w, v) => w with { Exec = v }, Since.Compose(2, 32));

    public static Shape<Develop> Develop { get; } = new Shape<Develop>(() => new Develop())
        .With("watch", Collections.ListOf(Watch), d => d.Watch, (d, v) => d with { Watch = v });
}
