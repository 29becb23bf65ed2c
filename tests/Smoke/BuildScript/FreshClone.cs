using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.BuildScript;

/// <summary>A fresh clone in which <c>./build.sh</c> is typed; it compiles there once, for all tests of the class.</summary>
public sealed class FreshClone : IAsyncLifetime
{
    private Installation? _stack;

    /// <summary>The clone with a filled <c>.env</c>; nothing runs in it yet.</summary>
    public Installation Stack => _stack!;

    /// <summary>Where <c>./build.sh</c> is typed. The files are chosen by the build, so compose's own variable is not set.</summary>
    public Shell Shell => Stack.Shell.With("COMPOSE_FILE", null) with { Limit = TimeLimits.Build };

    public async ValueTask InitializeAsync() => _stack = await Installation.Prepare();

    /// <summary>Types <c>./build.sh …</c> and waits for its end.</summary>
    public Task<Finished> Build(params IReadOnlyList<string> words) => Build(Shell, words);

    /// <summary>The same with another environment.</summary>
    public Task<Finished> Build(Shell shell, params IReadOnlyList<string> words) => shell.Run(Stack.Clone.File("build.sh"), words);

    /// <summary>How many containers the clone's project has, running or not.</summary>
    public async Task<int> Containers() => (await Engine.List($"com.docker.compose.project={Stack.Project}")).Count;

    public async ValueTask DisposeAsync()
    {
        if (_stack is not null) await _stack.DisposeAsync();
    }
}
