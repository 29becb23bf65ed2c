using System.Globalization;

namespace ArgusAI.Containers.Dockerfiles;

/// <summary>Makes typed instructions of written ones. Whatever has no value of its type is an <see cref="ArgumentException"/> at <see cref="At"/>.</summary>
sealed partial class InstructionModel(char escape, KnownStages stages)
{
    /// <summary>The place of what is being read.</summary>
    public Position At { get; set; }

    public Stage Stage(WrittenInstruction from)
    {
        var start = Base(Text(from.Words[0]));
        var name = from.Words.Count == 3 ? Value(from.Words[2], text => text.ToLowerInvariant()) : stages.Unnamed();
        return new(start, name) { Platform = Platform(from), Why = DockerfileReader.Comment(from.Comments), Position = from.Position };
    }

    StageBase Base(Template text) => text.LiteralText switch
    {
        null => new StageBase.Expression(text),
        "scratch" => new StageBase.Scratch(),
        var name when stages.Exactly(name) is { } parent => new StageBase.Parent(parent),
        var name => new StageBase.Image(ImageRef.Parse(name)),
    };

    Interpolated<Platform>? Platform(WrittenInstruction from)
    {
        if (Flag(from, "platform") is not { } text) return null;
        return text.Parts is [TemplatePart.Variable { Value: { Fallback: Fallback.None, Name.Value: "BUILDPLATFORM" or "TARGETPLATFORM" } variable }]
            ? Containers.Platform.Parse($"${variable.Name}")
            : Interpolated<Platform>.From(text);
    }

    /// <summary>Several for a line that says several things: ARG and EXPOSE.</summary>
    public IEnumerable<Instruction> Of(WrittenInstruction w, bool isTrigger = false) => w.Name switch
    {
        "ARG" => w.Words.Select(Arg),
        "EXPOSE" => w.Words.Select(Expose),
        "ONBUILD" => Of(w.Trigger!, isTrigger: true).Select(i => new OnBuild(i with { Position = w.Trigger!.Position })),
        "ENV" => [new EnvInstruction(Pairs(w))],
        "LABEL" => [new Label(Pairs(w))],
        "WORKDIR" => [new Workdir(Filled(w.Words[0]))],
        "USER" => [new User(Filled(w.Words[0]))],
        "STOPSIGNAL" => [new StopSignal(Filled(w.Words[0]))],
        "VOLUME" => [new VolumeInstruction(w.Words.Select(word => Filled(word with { Text = word.Text.Trim() })).ToItems())],
        "SHELL" => [new ShellInstruction(w.Words.Select(word => word.Text).ToItems())],
        "CMD" => [new Cmd(Command(w.IsList, w.Words))],
        "ENTRYPOINT" => [new Entrypoint(Command(w.IsList, w.Words))],
        "HEALTHCHECK" => [new Health(Health(w))],
        "MAINTAINER" => [new Maintainer(w.Arguments)],
        "RUN" => [Run(w, isTrigger)],
        "COPY" => [Copy(w, isTrigger)],
        "ADD" => [Add(w)],
        _ => [],
    };

    T Value<T>(Word word, Func<string, T> read)
    {
        At = word.Position;
        return read(word.Text);
    }

    Template Text(Word word) => Value(word, text => WordReader.Read(text, escape));

    Template Filled(Word word) => Text(word) is { Parts.Count: > 0 } text ? text : throw Expected.Form("argument", word.Text, "a text that is not empty");

    /// <summary>A flag's value with its variables; null where it is not given or empty.</summary>
    Template? Flag(WrittenInstruction w, string name) => Flag(w, name, text => WordReader.Read(text, escape));

    T? Flag<T>(WrittenInstruction w, string name, Func<string, T> read) where T : class
    {
        if (w.Flag(name) is not { Value: { Length: > 0 } value } flag) return null;
        At = flag.Position;
        return read(value);
    }

    static bool? Switch(WrittenInstruction w, string name) => w.Flag(name) is { } flag
        ? flag.Value?.Equals("false", StringComparison.OrdinalIgnoreCase) != true
        : null;

    Instruction Arg(Word word)
    {
        var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0
            ? new Arg(Value(word, text => new EnvName(text)))
            : new Arg(Value(word, text => new EnvName(text[..equals])), Text(word with { Text = word.Text[(equals + 1)..] }));
    }

    Instruction Expose(Word word)
    {
        var text = Text(word);
        var protocol = Protocol.Tcp;
        if (text.Parts is [.., TemplatePart.Literal { Text: var last }] && last.LastIndexOf('/') is >= 0 and var slash)
        {
            if (!Enum.TryParse(last[(slash + 1)..], ignoreCase: true, out protocol) || char.IsAsciiDigit(last[^1]))
                throw Expected.Form("port", word.Text, "a port or a range, and /tcp, /udp or /sctp after it");
            text = Template.Of([.. text.Parts.SkipLast(1), new TemplatePart.Literal(last[..slash])]);
        }
        return new Expose(Interpolated<PortRange>.From(text), protocol);
    }

    Entries<Template> Pairs(WrittenInstruction w)
    {
        var pairs = new Dictionary<string, Template>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var (name, value) in w.IsLegacy ? [(w.Words[0], w.Words[1])] : w.Words.Select(Pair))
        {
            var key = Text(name).LiteralText ?? throw Expected.Form("name", name.Text, "a name without variables");
            if (!pairs.ContainsKey(key)) order.Add(key);
            // The builder lets the last one win.
            pairs[key] = Text(value);
        }
        return order.ToEntries(k => k, k => pairs[k]);
    }

    static (Word Name, Word Value) Pair(Word word)
    {
        var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
        return (word with { Text = word.Text[..equals] }, word with { Text = word.Text[(equals + 1)..] });
    }

    static Command Command(bool isList, IEnumerable<Word> words) => isList
        ? Containers.Command.Exec(words.Select(word => Template.Literal(word.Text)))
        : Containers.Command.Shell(Template.Literal(words.First().Text));

    HealthCheck Health(WrittenInstruction w)
    {
        if (w.Words[0].Text.Equals("NONE", StringComparison.OrdinalIgnoreCase)) return HealthCheck.None;
        if (w.IsList && w.Words.Count == 1) throw Expected.Form("probe", w.Arguments, "a command");
        return new(Command(w.IsList, w.Words.Skip(1)))
        {
            Interval = Time(w, "interval"),
            Timeout = Time(w, "timeout"),
            StartPeriod = Time(w, "start-period"),
            StartInterval = Time(w, "start-interval"),
            Retries = Flag(w, "retries", text => (Interpolated<int>)(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? count : throw Expected.Form("number of retries", text, "0 or more"))),
        };
    }

    Interpolated<Duration>? Time(WrittenInstruction w, string name) => Flag(w, name, text =>
        (Interpolated<Duration>)(Duration.Parse(text) is { TotalMicroseconds: 0 or >= 1000 } time ? time : throw Expected.Form("--" + name, text, "0, or a millisecond and more")));
}
