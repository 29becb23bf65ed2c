using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose.Format;

/// <summary>Codecs of single values.</summary>
static class Codecs
{
    public static Codec<Template> Text { get; } = Make<Template>(text => new YamlScalar(text.ToString()), (node, _) => Template.Parse(Scalar(node)));

    /// <summary>A text, or null where the key stands without a value.</summary>
    public static Codec<Template?> TextOrNull { get; } = Make<Template?>(
        text => text is null ? YamlScalar.Null : Text.Write(text),
        (node, _) => node is YamlScalar { IsNull: true } ? null : Template.Parse(Scalar(node)));

    /// <summary>A text; a key without a value is an empty one.</summary>
    public static Codec<Template> TextOrEmpty { get; } = Make<Template>(Text.Write, (node, _) => node is YamlScalar { IsNull: true } ? "" : Template.Parse(Scalar(node)));

    public static Codec<string> Name { get; } = Make(name => new YamlScalar(name), (node, _) => Scalar(node));

    public static Codec<EnvName> Variable { get; } = Make(name => new YamlScalar(name.Value), (node, _) => new EnvName(Scalar(node)));

    /// <summary>Permission bits. A number without quotes is what YAML says it is: octal with a leading 0, else decimal.</summary>
    public static Codec<Interpolated<Permissions>> Mode { get; } = Make<Interpolated<Permissions>>(
        mode => new YamlScalar(mode.ToString()) { IsTyped = mode.IsFixed },
        (node, _) => node is YamlScalar { IsTyped: true, Text: [>= '1' and <= '9', ..] text } && int.TryParse(text, out var bits)
            ? new Permissions(bits)
            : Interpolated<Permissions>.Parse(Scalar(node)));

    public static Codec<bool?> Flag { get; } = Make<bool?>(flag => flag is true ? (YamlNode)true : null, (node, _) => Scalar(node) switch
    {
        "true" => true,
        "false" => false,
        var other => throw Expected.Form("flag", other, "true or false"),
    });

    public static Codec<Interpolated<bool>> Bool { get; } = Typed<bool>();
    public static Codec<Interpolated<int>> Int { get; } = Typed<int>();
    public static Codec<Interpolated<long>> Long { get; } = Typed<long>();
    public static Codec<Interpolated<decimal>> Decimal { get; } = Typed<decimal>();
    public static Codec<Interpolated<Duration>> Time { get; } = Value<Duration>();
    public static Codec<Interpolated<ByteSize>> Size { get; } = Value<ByteSize>();
    public static Codec<Interpolated<ImageRef>> Image { get; } = Value<ImageRef>();
    public static Codec<Interpolated<Platform>> Platform { get; } = Value<Platform>();
    public static Codec<Interpolated<PortRange>> Ports { get; } = Value<PortRange>();
    public static Codec<ExposedPort> Exposed { get; } = Make<ExposedPort>(port => new YamlScalar(port.ToString()), (node, _) => ExposedPort.Parse(Scalar(node)));
    public static Codec<Interpolated<SwapLimit>> Swap { get; } = Value<SwapLimit>();
    public static Codec<Interpolated<DeviceCount>> Count { get; } = Make<Interpolated<DeviceCount>>(
        count => new YamlScalar(count.ToString()) { IsTyped = count is { IsFixed: true, Value.Number: not null } },
        (node, _) => Interpolated<DeviceCount>.Parse(Scalar(node)));

    /// <summary>A percentage: the schema takes a fraction only as a text.</summary>
    public static Codec<Interpolated<decimal>> Percent { get; } = Make<Interpolated<decimal>>(
        percent => new YamlScalar(percent.ToString()) { IsTyped = percent.IsFixed && decimal.IsInteger(percent.Value), Quoted = true },
        Decimal.Read);

    /// <summary>A number of microseconds, read from a duration too.</summary>
    public static Codec<Interpolated<long>> Microseconds { get; } = Make<Interpolated<long>>(
        Long.Write,
        (node, _) => Duration.TryParse(Scalar(node), null, out var time) ? time.TotalMicroseconds : Interpolated<long>.Parse(Scalar(node)));

    public static Codec<T> Make<T>(Func<T, YamlNode?> write, Func<YamlNode, Reading, T> read, Codec? like = null) => new FunctionCodec<T>(write, read, like);

    /// <summary>A word of our own or a size and the like: written as a text.</summary>
    public static Codec<T> Word<T>() where T : IParsable<T> =>
        Make(word => new YamlScalar(word.ToString()!), (node, _) => T.Parse(Scalar(node), null));

    /// <summary>A word of a closed set.</summary>
    public static Codec<Interpolated<T>> OneOf<T>() where T : Word<T>, IWords<T> => new WordCodec<T>();

    static Codec<Interpolated<T>> Value<T>() where T : IParsable<T> =>
        Make<Interpolated<T>>(value => new YamlScalar(value.ToString()), (node, _) => Interpolated<T>.Parse(Scalar(node)));

    /// <summary>A number or flag: written without quotes unless it is a template.</summary>
    static Codec<Interpolated<T>> Typed<T>() where T : IParsable<T> =>
        Make<Interpolated<T>>(value => new YamlScalar(value.ToString()) { IsTyped = value.IsFixed }, (node, _) => Interpolated<T>.Parse(Scalar(node)));

    public static string Scalar(YamlNode node) => node is YamlScalar { IsNull: false } scalar
        ? scalar.Text
        : throw new ArgumentException($"{node.Kind} stands where a text is expected");

    sealed class WordCodec<T> : Codec<Interpolated<T>> where T : Word<T>, IWords<T>
    {
        public override YamlNode Write(Interpolated<T> value) => new YamlScalar(value.ToString());
        public override Interpolated<T> Read(YamlNode node, Reading reading) => Interpolated<T>.Parse(Scalar(node));
        public override MinimumVersion? Needs(YamlNode node) =>
            node is YamlScalar scalar && Compose.Word<T>.TryParse(scalar.Text, null, out var word) ? word.Minimum : null;
    }
}
