using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ArgusAI.Backend.Tests;

/// <summary>What an assembly refers to, and the types it only forwards, each with the assembly behind it.</summary>
internal sealed record MetadataFile(string Name, IReadOnlyList<(string Assembly, string Type)> Types, IReadOnlyList<string> Members, IReadOnlyDictionary<string, string> Forwards)
{
    /// <summary>Reads it; null when it is native.</summary>
    internal static MetadataFile? Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        if (!file.HasMetadata) return null;
        var reader = file.GetMetadataReader();
        string Behind(EntityHandle reference) => reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)reference).Name);
        string Full(StringHandle space, StringHandle name) => $"{reader.GetString(space)}.{reader.GetString(name)}";
        return new(
            reader.GetString(reader.GetAssemblyDefinition().Name),
            [.. reader.TypeReferences.Select(reader.GetTypeReference).Where(t => t.ResolutionScope.Kind == HandleKind.AssemblyReference).Select(t => (Behind(t.ResolutionScope), Full(t.Namespace, t.Name)))],
            [.. reader.MemberReferences.Select(m => reader.GetString(reader.GetMemberReference(m).Name))],
            reader.ExportedTypes.Select(reader.GetExportedType).Where(t => t.Implementation.Kind == HandleKind.AssemblyReference).ToDictionary(t => Full(t.Namespace, t.Name), t => Behind(t.Implementation)));
    }
}
