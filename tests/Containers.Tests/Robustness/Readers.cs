using System.Reflection;

namespace ArgusAI.Containers.Tests.Robustness;

/// <summary>Every reader of the library, found by the two forms they all have: a new format is here without a word.</summary>
static class Readers
{
    public static IReadOnlyDictionary<string, Func<string, IReadOnlyList<SyntaxProblem>>> All { get; } = typeof(Parsed<>).Assembly.GetExportedTypes()
        .Select(type => (type.Name, Read: Read(type) ?? Parse(type)))
        .Where(reader => reader.Read is not null)
        .ToDictionary(reader => reader.Name, reader => reader.Read!, StringComparer.Ordinal);

    /// <summary>A reader comes back from a text, and what it says of it is short and lies in it.</summary>
    public static void Survives(string reader, string text)
    {
        var problems = Survival.Of(text, () => All[reader](text));
        var lines = 1 + text.Count(c => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029');
        Assert.All(problems, p => Assert.InRange(p.Position.Line, 1, lines));
        Assert.All(problems, p => Assert.InRange(p.Position.Column, 1, text.Length + 2));
        Assert.InRange(problems.Count, 0, Parsed.MostProblems);
        Assert.InRange(problems.Sum(p => (long)p.Message.Length), 0, 2_000_000);
    }

    static Func<string, IReadOnlyList<SyntaxProblem>>? Read(Type type) =>
        Method(type, "Read") is { ReturnType: { IsGenericType: true } result } method && result.GetGenericTypeDefinition() == typeof(Parsed<>)
            ? text => (IReadOnlyList<SyntaxProblem>)result.GetProperty(nameof(Parsed<>.Problems))!.GetValue(Call(method, text))!
            : null;

    static Func<string, IReadOnlyList<SyntaxProblem>>? Parse(Type type) =>
        type.IsAssignableTo(typeof(IArtefactSource)) && Method(type, "Parse") is { } method
            ? text =>
            {
                try
                {
                    Call(method, text);
                    return [];
                }
                catch (SyntaxException unreadable)
                {
                    return unreadable.Problems;
                }
            }
            : null;

    static MethodInfo? Method(Type type, string name) => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .SingleOrDefault(m => m.Name == name && m.GetParameters() is [{ Name: "text" } first, .. var more] && first.ParameterType == typeof(string) && more.All(p => p.IsOptional));

    static object? Call(MethodInfo method, string text) => method.Invoke(null, BindingFlags.DoNotWrapExceptions, null,
        [text, .. method.GetParameters().Skip(1).Select(p => p.DefaultValue)], null);
}
