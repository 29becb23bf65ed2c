using ArgusAI.Smoke.Fixture;

// One stack at a time: two cores, and times are measured.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: AssemblyFixture(typeof(ArgusAI.Smoke.Run))]

namespace ArgusAI.Smoke;

/// <summary>Sweeps what an earlier run left, and starts this run's watchdog.</summary>
public sealed class Run : IAsyncLifetime
{
    /// <summary>Names a file: the run starts a stack before its first test, writes the project there, and waits to be interrupted; see SmokeTestInterruptionTests.</summary>
    public const string Rehearsal = "ARGUSAI_SMOKE_REHEARSAL";

    public async ValueTask InitializeAsync()
    {
        await Scratch.Begin();
        if (Environment.GetEnvironmentVariable(Rehearsal) is not { Length: > 0 } file) return;
        var stack = await Installation.Prepare();
        await stack.Up();
        await File.WriteAllTextAsync(file, stack.Project);
        await Task.Delay(TimeLimits.Build);
        throw new TimeoutException("the rehearsal was not interrupted");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>The stack without any profile.</summary>
public sealed class Default : RunningProfile;

/// <summary>The stack with PostgreSQL.</summary>
public sealed class WithPostgres() : RunningProfile(Profiles.Postgres);

/// <summary>The stack behind nginx.</summary>
public sealed class WithTls() : RunningProfile(Profiles.Ssl);

[CollectionDefinition(nameof(Default))]
public sealed class DefaultStackTests : ICollectionFixture<Default>;

[CollectionDefinition(nameof(WithPostgres))]
public sealed class PostgresStackTests : ICollectionFixture<WithPostgres>;

[CollectionDefinition(nameof(WithTls))]
public sealed class TlsStackTests : ICollectionFixture<WithTls>;
