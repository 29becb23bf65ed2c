using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Reviews;

/// <summary>What policies ask about the instructions before another one, worked out in one walk through the stage.</summary>
sealed class StageFacts
{
    readonly Dictionary<string, int> _folders = new(StringComparer.Ordinal), _targets = new(StringComparer.Ordinal), _archives = new(StringComparer.Ordinal), _variables = new(StringComparer.Ordinal);
    int _wholeContext = int.MaxValue, _firstRun = int.MaxValue;

    readonly StageFacts? _parent;

    /// <param name="stage">The stage.</param>
    /// <param name="parent">What is known of the stage that it begins with; null when it begins with an image.</param>
    public StageFacts(Stage stage, StageFacts? parent)
    {
        _parent = parent;
        var workdir = "";
        for (var i = 0; i < stage.Instructions.Count; i++)
            switch (stage.Instructions[i])
            {
                case Workdir { Path: var path }:
                    workdir = Absolute(workdir, path.ToString());
                    break;
                case Run:
                    _firstRun = Math.Min(_firstRun, i);
                    break;
                case Copy copy:
                    Add(copy, i, workdir);
                    break;
                case User user:
                    LastUser = user.Name.ToString().Split(':')[0];
                    break;
                case Arg arg:
                    _variables.TryAdd(arg.Name.Value, i);
                    break;
                case EnvInstruction env:
                    foreach (var name in env.Variables.Keys) _variables.TryAdd(name, i);
                    break;
            }
    }

    /// <summary>The user of the stage's end, without the group; null when the stage sets none.</summary>
    public string? LastUser { get; }

    /// <summary>Whether something was copied to exactly that path before an instruction.</summary>
    public bool CopiedTo(string path, int before) => _targets.TryGetValue(path, out var first) && first < before;
    /// <summary>Whether something was copied to that folder or below it before an instruction.</summary>
    public bool CopiedBelow(string folder, int before) => _folders.TryGetValue(folder, out var first) && first < before;
    /// <summary>Whether an archive of that name was copied from the context before an instruction.</summary>
    public bool CopiedArchive(string name, int before) => _archives.TryGetValue(name, out var first) && first < before;
    /// <summary>Whether ARG or ENV named the variable before an instruction, here or in a stage that this one begins with.</summary>
    public bool Declares(string variable, int before = int.MaxValue) => _variables.TryGetValue(variable, out var first) && first < before || _parent?.Declares(variable) == true;
    /// <summary>Whether the whole context was copied before an instruction, and nothing had run by then.</summary>
    public bool BeginsWithWholeContext(int before) => _wholeContext < before && _wholeContext < _firstRun;

    void Add(Copy copy, int index, string workdir)
    {
        if (copy.Into.LiteralText is { } into)
        {
            var target = Absolute(workdir, into);
            _targets.TryAdd(target, index);
            for (var folder = target; folder.Length > 1; folder = folder[..Math.Max(0, folder.LastIndexOf('/'))]) _folders.TryAdd(folder, index);
        }
        if (copy.From is not CopySource.Context) return;
        foreach (var path in copy.Paths)
        {
            if (path.LiteralText is not { } text) continue;
            if (IsWholeContext(text)) _wholeContext = Math.Min(_wholeContext, index);
            _archives.TryAdd(text[(text.LastIndexOf('/') + 1)..], index);
        }
    }

    /// <summary>Whether a source is everything that reaches the builder.</summary>
    public static bool IsWholeContext(string path) => path is "." or "./" or "/" or "*" or "./*";

    /// <summary>A path of the container without a trailing slash; a relative one stands below the working folder.</summary>
    public static string Absolute(string workdir, string path)
    {
        if (path is "." or "./") path = workdir.Length == 0 ? "/" : workdir;
        else if (!path.StartsWith('/')) path = $"{workdir.TrimEnd('/')}/{(path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path)}";
        return path.Length > 1 ? path.TrimEnd('/') : path;
    }
}
