using System.Reflection;
using System.Runtime.CompilerServices;

namespace Nuke.Conformance.Tests;

/// <summary>The public surface of an assembly, in the notation of <c>api-10.1.txt</c>: a heading a type, a line a member.</summary>
static class Surface
{
    const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(int)] = "int", [typeof(object)] = "object",
    };

    public static Dictionary<string, HashSet<string>> Of(Assembly assembly)
        => assembly.GetExportedTypes().ToDictionary(x => x.FullName!.Replace("`1", "", StringComparison.Ordinal), x => Lines(x).ToHashSet());

    public static Dictionary<string, HashSet<string>> Read(string path)
    {
        Dictionary<string, HashSet<string>> types = [];
        var current = new HashSet<string>();
        foreach (var line in File.ReadLines(path))
        {
            if (line.Contains("  [", StringComparison.Ordinal)) types[line[..line.IndexOf("  [", StringComparison.Ordinal)]] = current = [];
            else if (line.StartsWith("  ", StringComparison.Ordinal)) current.Add(line.Trim());
        }

        return types;
    }

    static IEnumerable<string> Lines(Type type)
    {
        if (type.IsEnum) return [string.Join(", ", Enum.GetNames(type))];
        if (type.IsSubclassOf(typeof(Delegate))) return [Method(type.GetMethod("Invoke")!, "")];
        return type.GetMembers(Declared).Where(x => x is ConstructorInfo || !x.Name.Contains('.')).Select(Line).OfType<string>();
    }

    // null: not visible from outside, or only the accessor of a property.
    static string? Line(MemberInfo member) => member switch
    {
        FieldInfo { IsPublic: true } field => $"field static {Name(field.FieldType)} {field.Name}",
        PropertyInfo property when property.GetMethod is { } get && Visible(get) =>
            $"{Modifier(get)}{Name(property.PropertyType)} {property.Name} {{ get;{(property.SetMethod is { } set && Visible(set) ? " set;" : "")} }}",
        ConstructorInfo { IsStatic: false } constructor when Visible(constructor) => $"ctor({Parameters(constructor)})",
        MethodInfo method when Visible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) => Modifier(method) + Method(method, method.Name),
        _ => null,
    };

    static bool Visible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    static string Modifier(MethodInfo method) => (method.IsFamily ? "protected " : "") + (method.IsStatic ? "static " : "");

    static string Method(MethodInfo method, string name)
        => $"{Name(method.ReturnType)} {name}{(method.IsGenericMethod ? "<T>" : "")}({Parameters(method)})";

    static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(x =>
        (x.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "") + (x.IsOut ? "out " : "") + $"{Name(x.ParameterType)} {x.Name}" + (x.HasDefaultValue ? " = default" : "")));

    static string Name(Type type)
    {
        if (type.IsByRef) return Name(type.GetElementType()!);
        if (type.IsArray) return $"{Name(type.GetElementType()!)}[]";
        if (Nullable.GetUnderlyingType(type) is { } value) return $"{Name(value)}?";
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        return type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;
    }
}
