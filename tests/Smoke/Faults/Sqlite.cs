using ArgusAI.Operations.Tests;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Faults;

/// <summary>SQLite's own check of the whole database file, from beside the running backend.</summary>
internal static class Sqlite
{
    /// <summary>What <c>PRAGMA integrity_check</c> and <c>PRAGMA foreign_key_check</c> say: <c>ok</c>, or what is wrong.</summary>
    public static async Task<string> Check(Installation stack)
    {
        const string program = "import sqlite3; d = sqlite3.connect('/app/data/app.db'); "
            + "print(*[' '.join(map(str, r)) for p in ('integrity_check', 'foreign_key_check') for r in d.execute('PRAGMA ' + p)], sep='\\n')";
        return (await stack.Shell.Docker("run", "--rm", "--pull", "never", "--label", $"{TestOwner.Label}={TestOwner.Current}", "--volume", $"{stack.DataVolume}:{DataLayout.Root}",
            "--entrypoint", "python3", await TestImage.Get(), "-c", program)).Succeeded().Output.Trim();
    }
}
