using ArgusAI.Containers.Compose;

namespace ArgusAI.Containers.Reviews;

/// <summary>The file as a whole.</summary>
static partial class ComposePolicies
{
    static IEnumerable<Policy> Files =>
    [
        Of("compose-version", Severity.Warning, "Compose specification, version top-level element (obsolete); dclint no-version-field; decision D36", "It is obsolete: Compose ignores it and warns at every call.",
            "remove it", f => f.Model.Version is not null ? [new("version", "the file says a version")] : []),
        Of("compose-project-name", Severity.Note, "Compose specification, name; dclint require-project-name-field", "The project is called like the folder: another clone has other volumes.",
            "name:", f => f.Model.IsOverlay.Value || f.Model.Name is not null || f.Model.Services.Count == 0 ? [] : [new("name", "the project has no name")]),
    ];
}
