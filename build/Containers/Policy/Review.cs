using ArgusAI.Containers.Bake;
using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Dockerfiles;
using ArgusAI.Containers.DotEnv;
using ArgusAI.Containers.Nginx;

namespace ArgusAI.Containers.Reviews;

/// <summary>Holds files against policies, and files that were read against the rules of their format too.</summary>
/// <remarks>Files of one review know each other: a Compose service is judged with the Dockerfile that it is built from.</remarks>
public sealed record Review
{
    /// <summary>What is held against what, in order.</summary>
    Items<Reviewed> Subjects { get; init; } = [];

    /// <summary>The policies; all of them unless said otherwise.</summary>
    public Items<Policy> Policies { get; init; } = Containers.Reviews.Policies.All;
    /// <summary>The findings that are accepted.</summary>
    public Items<Waiver> Waivers { get; init; } = [];

    /// <summary>With a Compose file.</summary>
    public Review Of(string file, ComposeFile model) => With(new Reviewed(file, files => new ComposeSubject(file, model, files))
    {
        Rules = model.Positions.Value is null ? [] : [.. ComposeRules.Check(model).Select(r => ModelRules.Breach("compose", r))],
        Positions = model.Positions.Value,
    });

    /// <summary>With a Dockerfile.</summary>
    /// <param name="file">Its path, by which Compose files find it too.</param>
    /// <param name="model">The file.</param>
    /// <param name="text">The file as written, for policies about its form; null for a model made in code.</param>
    /// <param name="ignore">The <c>.dockerignore</c> of its build context; null means that there is none.</param>
    public Review Of(string file, Dockerfile model, DockerfileDocument? text = null, DockerIgnore? ignore = null)
    {
        var subject = new DockerfileSubject(model, ignore);
        var review = With(new Reviewed(file, _ => subject) { Rules = text is null ? [] : [.. DockerfileRules.Check(model).Select(r => ModelRules.Breach("dockerfile", r))] });
        return text is null ? review : review.Of(file, text);
    }

    /// <summary>With a Dockerfile as written: its form only, for a file that is no complete model.</summary>
    public Review Of(string file, DockerfileDocument text) => With(new Reviewed(file, _ => text));

    /// <summary>With an nginx configuration.</summary>
    public Review Of(string file, NginxConfig model) => Of(file, model.Directives);
    /// <summary>With any file of nginx's syntax, a piece of a configuration too.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="text">The file as written.</param>
    /// <param name="model">What it means, where it is a whole configuration.</param>
    public Review Of(string file, NginxDocument text, NginxConfig? model = null) => With(new Reviewed(file, _ => new NginxSubject(text.Directives))
    {
        Rules = model is null ? [] : [.. NginxRules.Check(model).Select(r => ModelRules.Breach("nginx", r))],
    });
    /// <summary>With an nginx configuration as directives.</summary>
    public Review Of(string file, IReadOnlyList<Directive> directives) => With(new Reviewed(file, _ => new NginxSubject(directives)));
    /// <summary>With a dotenv file.</summary>
    public Review Of(string file, DotEnvFile model) => With(new Reviewed(file, _ => new DotEnvSubject(file, model)));
    /// <summary>With a bake file.</summary>
    public Review Of(string file, BakeFile model) => With(new Reviewed(file, _ => model)
    {
        Rules = model.Targets.Values.Any(t => t.Position.Value.Line > 0) ? [.. BakeRules.Check(model).Select(r => ModelRules.Breach("bake", r))] : [],
    });

    Review With(Reviewed subject) => this with { Subjects = Subjects.Add([subject]) };

    /// <summary>What is left after the waivers, and the waivers that cover nothing: by file in the order given, by position, by id.</summary>
    public IReadOnlyList<Finding> Findings()
    {
        var files = new ReviewedFiles(Subjects);
        var all = Subjects.GroupBy(s => s.File, StringComparer.Ordinal).SelectMany(subjects => Ordered(subjects, files)).ToArray();
        var used = Waivers.Where(w => all.Any(w.Covers)).ToHashSet();
        return
        [
            .. all.Where(f => !used.Any(w => w.Covers(f))),
            .. Waivers.Where(w => !used.Contains(w)).Select(w => new Finding(IdleWaiver, w.File, w.Place, default,
                $"the waiver of '{w.Id}' covers nothing: its reason was '{w.Reason}'")),
        ];
    }

    IOrderedEnumerable<Finding> Ordered(IEnumerable<Reviewed> subjects, ReviewedFiles files) => subjects.SelectMany(subject => Findings(subject, files))
        .OrderBy(f => f.Position.Line).ThenBy(f => f.Position.Column).ThenBy(f => f.Policy.Id, StringComparer.Ordinal);

    IEnumerable<Finding> Findings(Reviewed subject, ReviewedFiles files)
    {
        var model = subject.Model(files);
        return Policies.SelectMany(p => p.Check(model).Select(b => (Policy: p, Breach: b))).Concat(subject.Rules)
            .Select(f => new Finding(f.Policy, subject.File, f.Breach.Place, f.Breach.Position.Line > 0 ? f.Breach.Position : subject.Positions?.Nearest(f.Breach.Place) ?? default, f.Breach.Message));
    }

    /// <summary>A waiver that covers nothing hides the next real finding.</summary>
    public static Policy IdleWaiver { get; } = new Policy<object>("waiver-idle", Severity.Error, "this project's design",
        "A waiver that covers nothing hides the next real finding.", "remove it", _ => []);
}
