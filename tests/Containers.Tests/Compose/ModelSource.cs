using System.Reflection;
using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Tests.Compose;

/// <summary>Makes models by looking at the records: a property that is new tomorrow is filled without a word here.</summary>
/// <param name="random">Decides.</param>
/// <param name="texts">What stands in text slots.</param>
/// <param name="fill">How many of a hundred properties are set.</param>
sealed class ModelSource(Random random, IReadOnlyList<string> texts, int fill)
{
    readonly NullabilityInfoContext _nullability = new();
    readonly HashSet<(Type, string)> _left = [];
    /// <summary>Keys of maps; null takes the texts.</summary>
    public IReadOnlyList<string>? Keys { get; init; }

    /// <summary>Whether variables stand in some places.</summary>
    public bool HasVariables { get; init; } = true;

    /// <summary>Leaves a property as it is.</summary>
    public ModelSource Without(params IEnumerable<(Type Record, string Property)> properties)
    {
        _left.UnionWith(properties);
        return this;
    }

    public ComposeFile File() => (ComposeFile)Record(typeof(ComposeFile));

    string Text() => texts[random.Next(texts.Count)];

    T One<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    Interpolation Variable() => new(One<EnvName>(["A", "_b", "LONG_NAME1"]), Fallback.IfBlank, Template.Literal(new string([.. Text().Where(c => c is not ('{' or '}' or '\r' or '\n' or '\u0085' or '\u2028' or '\u2029'))])));

    Template AnyTemplate() => (HasVariables ? random.Next(3) : 2) switch
    {
        0 => Env.Var("A"),
        1 => (Template)Text() + Variable() + Text(),
        _ => Text(),
    };

    object Record(Type type)
    {
        if (type == typeof(VariableMount)) return new VariableMount(Env.Var("SOURCE"), "/target", [.. Enumerable.Repeat((Template)"ro", random.Next(2))]);
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).OrderByDescending(c => c.GetParameters().Length).First();
        var record = constructor.Invoke([.. constructor.GetParameters().Select(p => Value(p.ParameterType, _nullability.Create(p)))]);
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is { IsPublic: true } && p.PropertyType != typeof(Why) && p.Name != nameof(ComposePart.Merge)))
            if (random.Next(100) < fill && !_left.Contains((type, property.Name)) && Value(property.PropertyType, _nullability.Create(property)) is { } value)
                property.SetValue(record, value);
        return record;
    }

    object? Value(Type type, NullabilityInfo info)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() is var generic)
        {
            if (generic == typeof(Aside<>)) return null;
            if (generic == typeof(Interpolated<>)) return Interpolated(type, info);
            if (generic == typeof(Items<>)) return Items(type, info.GenericTypeArguments[0]);
            if (generic == typeof(Entries<>)) return Entries(type, info.GenericTypeArguments[0]);
        }
        if (info.ReadState == NullabilityState.Nullable && random.Next(100) >= fill) return null;
        return Scalar(Nullable.GetUnderlyingType(type) ?? type);
    }

    object Scalar(Type type) => type switch
    {
        _ when type == typeof(Template) => AnyTemplate(),
        _ when type == typeof(string) => Text(),
        _ when type == typeof(bool) => random.Next(2) == 0,
        _ when type == typeof(int) => random.Next(100),
        _ when type == typeof(long) => (long)random.Next(100),
        _ when type == typeof(decimal) => random.Next(1, 100) / 10m,
        _ when type.IsEnum => One(Enum.GetValuesAsUnderlyingType(type).Cast<int>().Select(v => Enum.ToObject(type, v)).ToArray()),
        _ when type == typeof(Duration) => new Duration(random.NextInt64(10_000_000_000)),
        _ when type == typeof(ByteSize) => new ByteSize(One<long>([1, 512, 1 << 10, 1500 << 10, 64 << 20])),
        _ when type == typeof(PortRange) => random.Next(2) == 0 ? new PortRange(random.Next(1, 65536)) : new PortRange(8000, 8000 + random.Next(10)),
        _ when type == typeof(ImageRef) => ImageRef.Parse(One<string>(["app:1", "ghcr.io/owner/app:2.0", "localhost:5000/a/b"])),
        _ when type == typeof(Platform) => One<Platform>([Platform.LinuxAmd64, Platform.LinuxArm64]),
        _ when type == typeof(Permissions) => new Permissions(random.Next(0x1000)),
        _ when type == typeof(EnvName) => One<EnvName>(["A", "_b"]),
        _ when type == typeof(SwapLimit) => One<SwapLimit>([SwapLimit.Unlimited, ByteSize.Megabytes(1)]),
        _ when type == typeof(DeviceCount) => One<DeviceCount>([DeviceCount.All, 2]),
        _ when type == typeof(RestartPolicy) => One<RestartPolicy>([RestartPolicy.No, RestartPolicy.OnFailure(3), RestartPolicy.Parse("${RESTART:-always}")]),
        _ when type == typeof(PullPolicy) => One<PullPolicy>([PullPolicy.Build, PullPolicy.Every(Duration.Hours(12)), PullPolicy.Refresh]),
        _ when type == typeof(Command) => random.Next(2) == 0 ? Command.Shell(AnyTemplate()) : Command.Exec([.. Enumerable.Range(0, 1 + random.Next(2)).Select(_ => AnyTemplate())]),
        _ when type == typeof(YamlNode) => Node(2),
        _ when type == typeof(YamlPositions) => throw new InvalidOperationException("positions are asides"),
        { IsAbstract: true } => Record(One(type.Assembly.GetTypes().Where(t => t.IsAssignableTo(type) && t.IsPublic && !t.IsAbstract).ToArray())),
        _ when IsWord(type) => One(((System.Collections.IEnumerable)type.GetProperty("All")!.GetValue(null)!).Cast<object>().ToArray()),
        _ => Record(type),
    };

    static bool IsWord(Type type) => type.BaseType is { IsGenericType: true } above && above.GetGenericTypeDefinition() == typeof(Word<>);

    YamlNode Node(int depth) => random.Next(depth > 0 ? 5 : 3) switch
    {
        0 => (YamlNode)random.Next(100),
        1 => YamlScalar.Null,
        2 => (YamlNode)Text(),
        3 => new YamlSequence(Enumerable.Range(0, random.Next(3)).Select(_ => Node(depth - 1)).ToItems()),
        _ => new YamlMapping(Names().ToEntries(name => name, _ => Node(depth - 1))),
    };

    IEnumerable<string> Names() => Enumerable.Range(0, 1 + random.Next(2)).Select(_ => One(Keys ?? texts)).Distinct();

    object Interpolated(Type type, NullabilityInfo info) => HasVariables && random.Next(4) == 0
        ? type.GetMethod("From")!.Invoke(null, [(Template)Variable()])!
        : type.GetMethod("op_Implicit", [type.GenericTypeArguments[0]])!.Invoke(null, [Value(type.GenericTypeArguments[0], info.GenericTypeArguments[0]) ?? Scalar(type.GenericTypeArguments[0])])!;

    object Items(Type type, NullabilityInfo item)
    {
        var values = Enumerable.Range(0, 1 + random.Next(2)).Select(_ => Value(item.Type, item)).Distinct().ToArray();
        var array = Array.CreateInstance(item.Type, values.Length);
        values.CopyTo(array, 0);
        return typeof(Items).GetMethod(nameof(Containers.Items.ToItems))!.MakeGenericMethod(item.Type).Invoke(null, [array])!;
    }

    object Entries(Type type, NullabilityInfo item)
    {
        var pair = typeof(KeyValuePair<,>).MakeGenericType(typeof(string), item.Type);
        var names = Names().Select(name => item.Type == typeof(YamlNode) ? "x-" + name : name).ToArray();
        var array = Array.CreateInstance(pair, names.Length);
        for (var i = 0; i < names.Length; i++) array.SetValue(Activator.CreateInstance(pair, names[i], Value(item.Type, item)), i);
        return Activator.CreateInstance(type, array)!;
    }
}
