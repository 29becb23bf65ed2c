using ArgusAI.Containers;
using ArgusAI.Containers.DotEnv;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

/// <summary><see cref="StackFiles.EnvironmentExample"/>: every variable the compose files interpolate, and no other (D40).</summary>
internal static class EnvironmentExample
{
    /// <summary>The variables in the order of the file.</summary>
    public static IReadOnlyList<EnvironmentVariable> Listed { get; } = [.. Variables.OfBackend, .. FrontendEnvironment.All, .. HostEnvironment.All];

    /// <summary>The file.</summary>
    public static DotEnvFile File
    {
        get
        {
            var file = DotEnvFile.Empty.Comment(StackFiles.Header(
                "Settings of the stack. Copy to .env (or run ./build.sh Env, which also makes the keys) and never commit that file.\n"
                + "Blank means the default. A value with $, # or spaces goes into single quotes."));
            var group = "";
            foreach (var variable in Listed)
            {
                if (variable.Group != group) file = file.Blank().Comment($"--- {group = variable.Group} ---");
                file = file.Comment(Describe(variable)).Set(variable.Name, variable.Placeholder ?? "");
            }

            return file;
        }
    }

    private static string Describe(EnvironmentVariable variable)
    {
        var text = variable.Meaning;
        if (variable.Default is { } value) text += $" Default: {value}";
        if (variable.Generate is { } command) text += $"\nGenerate: {command}";
        return text;
    }
}
