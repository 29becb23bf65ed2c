using ArgusAI.Containers.Compose.Format;
using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose;

public static partial class ComposeRules
{
    /// <summary>What shows in the nodes that would be written: keys and words newer than the floor, and merge tags.</summary>
    static List<RuleFinding> Written(ComposeFile file, YamlNode root)
    {
        var findings = new List<RuleFinding>();
        var floor = file.Floor.Value ?? Floor.Default;
        Walk(root, FileShapes.ComposeFile, null);
        return findings;

        void Walk(YamlNode node, Codec codec, Step? step)
        {
            Version(codec.Needs(node), step);
            if (node is YamlMapping map)
            {
                foreach (var (key, value) in map.Entries)
                {
                    var next = new Step(step, key);
                    if (value.Tag is { } tag) Tag(tag, next);
                    if (codec.At(key) is not { } place) continue;
                    if (value.Tag != MergeText.Reset) Version(place.Since, next);
                    Walk(value, place.Codec, next);
                }
            }
            else if (node is YamlSequence list && codec.Item is { } item)
            {
                for (var i = 0; i < list.Items.Count; i++) Walk(list.Items[i], item, new Step(step, i));
            }
        }

        void Version(MinimumVersion? since, Step? at)
        {
            if (since is not null && since.IsAbove(floor))
                findings.Add(Finding("minimum-version", $"{at}",
                    $"needs {since}, the floor is Engine {floor.Engine} and Compose {floor.Compose}: expected a raised floor, or another way"));
        }

        void Tag(string tag, Step at)
        {
            if (tag == MergeText.Misplaced)
                findings.Add(Finding("merge-tag", $"{at}", "the merge tag has no place: expected the path of a key or of an entry of a map, with a value for !override and none for !reset"));
            else if (!file.IsOverlay.Value && MergeText.Read(tag) is not null)
                findings.Add(Finding("merge-tag", $"{at}", $"{tag} says how this file is laid over another: expected it in an overlay only"));
            else if (tag == MergeText.Override)
                Version(Since.Compose(2, 24, 4), at);
        }
    }

    /// <summary>A place on the way down; it becomes a text only for a finding.</summary>
    sealed record Step(Step? Above, object Key)
    {
        public override string ToString() => Key is int index ? $"{Above}[{index}]" : Above is null ? $"{Key}" : $"{Above}.{Key}";
    }
}
