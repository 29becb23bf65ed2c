using System.Text;

namespace ArgusAI.Containers.Reviews;

/// <summary>The policies and the formats' own rules as a Markdown page.</summary>
public static class PolicyTable
{
    static readonly (string Prefix, string Title)[] Kinds =
        [("dockerfile-", "Dockerfile"), ("compose-", "Compose"), ("nginx-", "nginx"), ("dotenv-", "dotenv"), ("bake-", "Bake")];

    /// <summary>The page: the same policies give the same bytes.</summary>
    /// <param name="command">The command that writes the page again.</param>
    public static string Write(string command)
    {
        var page = new StringBuilder("# Policies\n\n");
        page.Append("<!-- Generated from build/Containers/Policy. Do not edit: change that and run ").Append(command).Append(" -->\n\n");
        page.Append(Policies.All.Count).Append(" policies of good practice, and ").Append(ModelRules.All.Count).Append(" rules of the formats themselves, which a file must keep to work at all.\n");
        page.Append("A finding is accepted by a comment above it, `# argus-lint ignore=ID reason=WHY`, or by a `Waiver` in code.\n");
        foreach (var (prefix, title) in Kinds)
        {
            Section(page, title, Policies.All.Where(p => p.Id.StartsWith(prefix, StringComparison.Ordinal)));
            Section(page, title + ": rules of the format", ModelRules.All.Where(p => p.Id.StartsWith(prefix, StringComparison.Ordinal)));
        }
        Section(page, "The review itself", [TextReview.Syntax, TextWaiver.Malformed, Review.IdleWaiver]);
        return page.ToString();
    }

    static void Section(StringBuilder page, string title, IEnumerable<Policy> policies)
    {
        var rows = policies.OrderBy(p => p.Id, StringComparer.Ordinal).ToArray();
        if (rows.Length == 0) return;
        page.Append("\n## ").Append(title).Append("\n\n| id | severity | why | fix | source |\n|---|---|---|---|---|\n");
        foreach (var policy in rows)
            page.Append("| <a id=\"").Append(policy.Id).Append("\"></a>`").Append(policy.Id).Append("` | ").Append(policy.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" })
                .Append(" | ").Append(Cell(policy.Explanation)).Append(" | ").Append(Cell(policy.Fix)).Append(" | ").Append(Cell(policy.Source)).Append(" |\n");
    }

    static string Cell(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
