using ArgusAI.Operations.Linting;
using ArgusAI.Operations.Linting.Linters;

namespace ArgusAI.Operations.Tests.Linting;

internal static class LintSandbox
{
    /// <summary>A workspace with npm linters that say nothing, or what the given scripts print.</summary>
    internal static Workspace Linting(this Sandbox sandbox, string dclint = "console.log('[]')", string dockerfileUtils = "")
    {
        sandbox.File("tests/linters/package.json", "{}");
        sandbox.File("tests/linters/package-lock.json", "{}");
        var installed = Path.GetRelativePath(sandbox.Folder, NpmLinters.Target(sandbox.Workspace));
        sandbox.File($"{installed}/node_modules/dclint/bin/dclint.cjs", dclint);
        sandbox.File($"{installed}/node_modules/dockerfile-utils/bin/dockerfile-utils", dockerfileUtils);
        return sandbox.Workspace;
    }

    /// <summary>A file as linters get it.</summary>
    internal static LintedFile Linted(this Sandbox sandbox, string name, string text) => Assert.Single(LintedFiles.Find([sandbox.File(name, text)], sandbox.Folder));
}
