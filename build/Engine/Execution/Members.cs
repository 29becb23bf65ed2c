namespace Nuke.Common.Execution;

/// <summary>How the members of a build are found and named.</summary>
static class Members
{
    const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Fields and properties of the class, then of its bases, then of its components.</summary>
    internal static IEnumerable<MemberInfo> All(Type build)
    {
        List<Type> levels = [];
        for (var level = build; level is not null && level != typeof(object); level = level.BaseType) levels.Add(level);
        return levels.Concat(build.GetInterfaces()).SelectMany(x => x.GetMembers(Declared)).Where(x => x is FieldInfo or PropertyInfo);
    }

    /// <summary>An explicitly implemented property is called `Namespace.IComponent.Name`.</summary>
    internal static string Name(MemberInfo member) => member.Name[(member.Name.LastIndexOf('.') + 1)..];

    internal static Type TypeOf(MemberInfo member) => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    internal static object Get(MemberInfo member, object build)
        => member is FieldInfo field ? field.GetValue(build) : ((PropertyInfo)member).GetValue(build);

    /// <summary>The member that `() => Member` names, whatever conversion is around it; null for any other expression.</summary>
    internal static MemberInfo Of(LambdaExpression expression)
        => ((expression.Body as UnaryExpression)?.Operand ?? expression.Body) is MemberExpression member ? member.Member : null;
}
