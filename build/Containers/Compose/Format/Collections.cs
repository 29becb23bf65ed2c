using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose.Format;

/// <summary>Codecs of lists and maps.</summary>
static class Collections
{
    public static Codec<Items<Template>> Texts { get; } = ListOf(Codecs.Text);
    public static Codec<Items<Template>> TextOrTexts { get; } = ListOf(Codecs.Text, single: true);
    /// <summary>Written as one text where there is one.</summary>
    public static Codec<Items<Template>> OneOrMore { get; } = Codecs.Make<Items<Template>>(
        texts => texts.Count == 1 ? Codecs.Text.Write(texts[0]) : Texts.Write(texts) ?? Texts.Empty, TextOrTexts.Read, Texts);
    /// <summary>Texts by name; a name without a value has an empty one.</summary>
    public static Codec<Entries<Template>> TextMap { get; } = Pairs(Codecs.TextOrEmpty, text => text ?? "");
    /// <summary>Texts by name; a name without a value passes the caller's through.</summary>
    public static Codec<Entries<Template?>> TextOrNullMap { get; } = Pairs(Codecs.TextOrNull, text => text);

    /// <summary>Texts of the form <c>name=value</c>, or a map of them.</summary>
    public static Codec<Items<Template>> PairList { get; } = Codecs.Make<Items<Template>>(Texts.Write, (node, reading) => node is YamlMapping map
        ? map.Entries.Select(e => e.Value is YamlScalar { IsNull: true } ? e.Key : (Template)$"{e.Key}=" + Template.Parse(Codecs.Scalar(e.Value))).ToItems()
        : TextOrTexts.Read(node, reading), Texts);

    /// <summary>Host names: <c>name=address</c>, or the older <c>name:address</c>, or a map to one address or several.</summary>
    public static Codec<Items<Template>> HostList { get; } = Codecs.Make<Items<Template>>(Texts.Write, (node, reading) => node is YamlMapping map
        ? map.Entries.SelectMany(e => TextOrTexts.Read(e.Value, reading).Select(address => (Template)$"{e.Key}=" + address)).ToItems()
        : Texts.Read(node, reading), Texts);

    /// <summary>A list; with <paramref name="single"/> one value alone is read too.</summary>
    public static Codec<Items<T>> ListOf<T>(Codec<T> item, bool single = false) where T : class => new ListCodec<T>(item, single);

    /// <summary>A map by name.</summary>
    public static Codec<Entries<T>> MapOf<T>(Codec<T> item) => new MapCodec<T>(item);

    /// <summary>A map of records where a name alone stands for the defaults, written without a value.</summary>
    public static Codec<Entries<T>> RecordsOf<T>(Codec<T> item, T empty) where T : class => MapOf(Codecs.Make<T>(
        value => item.Write(value) is YamlMapping { Entries.Count: > 0 } map ? map : YamlScalar.Null,
        (node, reading) => node is YamlScalar { IsNull: true } ? empty : item.Read(node, reading), item));

    /// <summary>A map that may also be a list of names, which all get the same value.</summary>
    public static Codec<Entries<T>> NamesOr<T>(Codec<Entries<T>> map, T value) => Codecs.Make<Entries<T>>(
        map.Write,
        (node, reading) => node is YamlSequence list
            ? Collect(list.Items.Select(i => (Codecs.Scalar(i), i.Position, value)), reading)!
            : map.Read(node, reading), map);

    /// <summary>A map of settings, or a list of names where none has any.</summary>
    public static Codec<Entries<T?>> NamesOf<T>(Codec<T> item) where T : class
    {
        var map = MapOf(Codecs.Make<T?>(value => value is null ? YamlScalar.Null : item.Write(value),
            (node, reading) => node is YamlScalar { IsNull: true } ? null : item.Read(node, reading), item));
        return Codecs.Make<Entries<T?>>(
            entries => entries.Count > 0 && entries.Values.All(v => v is null)
                ? new YamlSequence(entries.Keys.Select(name => (YamlNode)new YamlScalar(name)).ToItems())
                : map.Write(entries),
            NamesOr(map, null).Read, map);
    }

    /// <summary>A map that may also be a list of <c>KEY=value</c>.</summary>
    static Codec<Entries<T>> Pairs<T>(Codec<T> item, Func<Template?, T> make) where T : class?
    {
        var map = MapOf(item);
        return Codecs.Make<Entries<T>>(map.Write, (node, reading) => node is not YamlSequence list ? map.Read(node, reading) : Collect(
            list.Items.Select(i => (Item: i, Pair: Codecs.Scalar(i).Split('=', 2)))
                .Select(i => (i.Pair[0], i.Item.Position, make(i.Pair.Length == 2 ? Template.Parse(i.Pair[1]) : null))),
            reading), map);
    }

    static Entries<T> Collect<T>(IEnumerable<(string Key, Aside<Position> At, T Value)> pairs, Reading reading)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var entries = new List<KeyValuePair<string, T>>();
        foreach (var (key, at, value) in pairs)
        {
            if (!seen.Add(key)) reading.Problem(at.Value, $"'{key}' is given twice: expected every key once");
            else entries.Add(KeyValuePair.Create(key, value));
        }
        return new Entries<T>(entries);
    }

    sealed class ListCodec<T>(Codec<T> item, bool single) : Codec<Items<T>> where T : class
    {
        public override Codec Item => item;
        public override YamlNode Empty => new YamlSequence([]);

        public override YamlNode? Write(Items<T> items) => items.Count == 0 ? null : new YamlSequence(items.Select(i => item.Write(i) ?? YamlScalar.Null).ToItems());

        public override Items<T> Read(YamlNode node, Reading reading) => node switch
        {
            YamlSequence list => list.Items.SelectMany<YamlNode, T>(i => reading.Try(i, item, out var value) ? [value] : []).ToItems(),
            _ when single => [item.Read(node, reading)],
            _ => throw new ArgumentException($"{node.Kind} stands where a list is expected, even of one item"),
        };
    }

    sealed class MapCodec<T>(Codec<T> item) : Codec<Entries<T>>
    {
        public override Place At(string key) => new(item);
        public override YamlNode Empty => new YamlMapping(Entries<YamlNode>.None);

        public override YamlNode? Write(Entries<T> map) => map.Count == 0 ? null : new YamlMapping(map.ToEntries(e => e.Key, e => item.Write(e.Value) ?? YamlScalar.Null));

        public override Entries<T> Read(YamlNode node, Reading reading)
        {
            if (node is not YamlMapping map) throw new ArgumentException($"{node.Kind} stands where a map is expected");
            var entries = new List<KeyValuePair<string, T>>();
            foreach (var (key, found) in map.Entries)
            {
                var value = found;
                if (reading.Untag(key, ref value) && reading.Try(value, item, out var read)) entries.Add(KeyValuePair.Create(key, read));
            }
            return new Entries<T>(entries);
        }
    }
}
