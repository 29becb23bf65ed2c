using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose.Format;

/// <summary>Codecs of single values, lists and maps.</summary>
static class Codecs
{
    public static Codec<Template> Text { get; } = Make<Template>(text => new YamlScalar(text.ToString()), (node, _) => Template.Parse(Scalar(node)));

    /// <summary>A text, or null where the key stands without a value.</summary>
    public static Codec<Template?> TextOrNull { get; } = Make<Template?>(
        text => text is null ? YamlScalar.Null : Text.Write(text),
        (node, _) => node is YamlScalar { IsNull: true } ? null : Template.Parse(Scalar(node)));

    public static Codec<string> Name { get; } = Make(name => new YamlScalar(name), (node, _) => Scalar(node));

    public static Codec<EnvName> Variable { get; } = Make(name => new YamlScalar(name.Value), (node, _) => new EnvName(Scalar(node)));

    public static Codec<Permissions?> Mode { get; } = Make<Permissions?>(
        mode => mode is null ? null : new YamlScalar(mode.Value.ToString()) { IsTyped = true },
        (node, _) => Permissions.Parse(Scalar(node)));

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

    public static Codec<Items<Template>> Texts { get; } = ListOf(Text);
    public static Codec<Items<Template>> TextOrTexts { get; } = ListOf(Text, single: true);
    public static Codec<Entries<Template>> TextMap { get; } = Pairs(Text, text => text);
    public static Codec<Entries<Template?>> TextOrNullMap { get; } = Pairs(TextOrNull, text => text);
    /// <summary>Host names: <c>name=address</c>, or the older <c>name:address</c>, or a map.</summary>
    public static Codec<Items<Template>> HostList { get; } = Make<Items<Template>>(Texts.Write, (node, reading) => node is YamlMapping map
        ? map.Entries.Select(e => (Template)$"{e.Key}=" + Template.Parse(Scalar(e.Value))).ToItems()
        : Texts.Read(node, reading));

    public static Codec<Entries<YamlNode>> Nodes { get; } = MapOf(Make<YamlNode>(node => node, (node, _) => node));

    public static Codec<T> Make<T>(Func<T, YamlNode?> write, Func<YamlNode, Reading, T> read) => new FunctionCodec<T>(write, read);

    /// <summary>A word of our own or a size and the like: written as a text.</summary>
    public static Codec<T> Word<T>() where T : IParsable<T> =>
        Make(word => new YamlScalar(word.ToString()!), (node, _) => T.Parse(Scalar(node), null));

    static Codec<Interpolated<T>> Value<T>() where T : IParsable<T> =>
        Make<Interpolated<T>>(value => new YamlScalar(value.ToString()), (node, _) => Interpolated<T>.Parse(Scalar(node)));

    /// <summary>A number or flag: written without quotes unless it is a template.</summary>
    static Codec<Interpolated<T>> Typed<T>() where T : IParsable<T> =>
        Make<Interpolated<T>>(value => new YamlScalar(value.ToString()) { IsTyped = value.IsFixed }, (node, _) => Interpolated<T>.Parse(Scalar(node)));

    /// <summary>A list; with <paramref name="single"/> one value alone is read too.</summary>
    public static Codec<Items<T>> ListOf<T>(Codec<T> item, bool single = false) where T : class => Make<Items<T>>(
        items => items.Count == 0 ? null : new YamlSequence(items.Select(i => item.Write(i) ?? YamlScalar.Null).ToItems()),
        (node, reading) => node switch
        {
            YamlSequence list => list.Items.SelectMany<YamlNode, T>(i => reading.Try(i, item, out var value) ? [value] : []).ToItems(),
            _ when single => [item.Read(node, reading)],
            _ => throw new ArgumentException($"{node.Kind} stands where a list is expected"),
        });

    /// <summary>A map by name; null values become what the codec reads of an empty map.</summary>
    public static Codec<Entries<T>> MapOf<T>(Codec<T> item) => Make<Entries<T>>(
        map => map.Count == 0 ? null : new YamlMapping(map.ToEntries(e => e.Key, e => item.Write(e.Value) ?? YamlScalar.Null)),
        (node, reading) => ReadMap(node, item, reading));

    /// <summary>A map of records where a name alone stands for the defaults, written without a value.</summary>
    public static Codec<Entries<T>> RecordsOf<T>(Codec<T> item, T empty) where T : class => MapOf(Make<T>(
        value => item.Write(value) is YamlMapping { Entries.Count: > 0 } map ? map : YamlScalar.Null,
        (node, reading) => node is YamlScalar { IsNull: true } ? empty : item.Read(node, reading)));

    /// <summary>A map that may also be a list of <c>KEY=value</c>.</summary>
    static Codec<Entries<T>> Pairs<T>(Codec<T> item, Func<Template?, T?> make) where T : class? => Make<Entries<T>>(
        map => MapOf(item).Write(map),
        (node, reading) => node is not YamlSequence list ? ReadMap(node, item, reading) : Collect(
            list.Items.Select(i => (i, Scalar(i).Split('=', 2)))
                .Select(pair => (Key: pair.Item2[0], pair.i.Position, Value: make(pair.Item2.Length == 2 ? Template.Parse(pair.Item2[1]) : null))),
            reading));

    static Entries<T> ReadMap<T>(YamlNode node, Codec<T> item, Reading reading) => node is YamlMapping map
        ? Collect(map.Entries.SelectMany<KeyValuePair<string, YamlNode>, (string, Aside<Position>, T?)>(e =>
            reading.Try(e.Value, item, out var value) ? [(e.Key, map.PositionOf(e.Key), value)] : []), reading)
        : throw new ArgumentException($"{node.Kind} stands where a map is expected");

    static Entries<T> Collect<T>(IEnumerable<(string Key, Aside<Position> At, T? Value)> pairs, Reading reading)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var entries = new List<KeyValuePair<string, T>>();
        foreach (var (key, at, value) in pairs)
        {
            if (!seen.Add(key)) reading.Problem(at.Value, $"'{key}' is given twice: expected every key once");
            else entries.Add(KeyValuePair.Create(key, value!));
        }
        return new Entries<T>(entries);
    }

    public static string Scalar(YamlNode node) => node is YamlScalar { IsNull: false } scalar
        ? scalar.Text
        : throw new ArgumentException($"{node.Kind} stands where a text is expected");
}
