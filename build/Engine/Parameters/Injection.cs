namespace Nuke.Common.Parameters;

/// <summary>Gives the members of the build their values.</summary>
static class Injection
{
    internal static IEnumerable<MemberInfo> Parameters(Type build)
        => Members.All(build).Where(x => x.IsDefined(typeof(ParameterAttribute), true)).DistinctBy(Members.Name);

    internal static string Name(MemberInfo member) => member.GetCustomAttribute<ParameterAttribute>()?.Name ?? Members.Name(member);

    /// <summary><c>BaseImages</c> as <c>base-images</c>.</summary>
    internal static string Dashed(string name) => string.Concat(name.Select((x, i) =>
        char.IsUpper(x) && i > 0 && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))) ? $"-{char.ToLowerInvariant(x)}" : $"{char.ToLowerInvariant(x)}"));

    internal static void Inject(NukeBuild build)
    {
        foreach (var member in Members.All(build.GetType()))
        {
            if (member is PropertyInfo { SetMethod: null } || member.DeclaringType.IsInterface) continue;
            if (!member.IsDefined(typeof(ParameterAttribute), true) && !member.IsDefined(typeof(ToolInjectionAttributeBase), true)) continue;
            if (Read(member, Members.TypeOf(member)) is { } value) Set(member, build, value);
        }
    }

    /// <summary>What was given for that member, or null.</summary>
    internal static object Read(MemberInfo member, Type type)
    {
        if (member.GetCustomAttribute<PathVariableAttribute>() is { } tool) return ToolPath.Find(tool.Executable ?? Members.Name(member).ToLowerInvariant());
        if (member.GetCustomAttribute<ParameterAttribute>() is not { } parameter) return null;
        if (parameter is SolutionAttribute solution) return SolutionFile(solution, Name(member));
        return ParameterSource.Value(Name(member), type, parameter.Separator is [var separator, ..] ? separator : null);
    }

    static void Set(MemberInfo member, object build, object value)
    {
        if (member is FieldInfo field) field.SetValue(build, value);
        else ((PropertyInfo)member).SetValue(build, value);
    }

    static Solution SolutionFile(SolutionAttribute attribute, string name)
    {
        var path = attribute.RelativePath is { } relative
            ? NukeBuild.RootDirectory / relative
            : (AbsolutePath)ParameterSource.Value(name, typeof(AbsolutePath), null);
        return path is null ? null : new Solution(path);
    }
}
