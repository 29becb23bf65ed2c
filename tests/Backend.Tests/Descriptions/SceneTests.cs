using ArgusAI.Backend.Descriptions;

namespace ArgusAI.Backend.Tests.Descriptions;

/// <summary>A model's words become a description and objects that can be kept and shown.</summary>
public sealed class SceneTests
{
    [Theory]
    [InlineData("""{"description": "A dog.", "objects": ["dog"]}""", "A dog.", ",dog,")]
    [InlineData("```json\n{\"description\": \"A dog.\", \"objects\": [\"dog\"]}\n```", "A dog.", ",dog,")]
    [InlineData("Here you are: {\"description\": \"A dog.\"} Anything else?", "A dog.", "")]
    [InlineData("A dog runs.\nIt barks.", "A dog runs. It barks.", "")]
    [InlineData("```\nA dog.\n```", "A dog.", "")]
    [InlineData("""{"description": "A dog.", "objects": "dog"}""", "A dog.", "")]
    [InlineData("""{"description": "A dog.", "objects": [7, null, {"a": 1}, "Dog", "DOG", " red   car ", "a,b", "50%_off", "---"]}""", "A dog.", ",dog,red car,a b,50 off,---,")]
    [InlineData("{\"description\": \"a\\u0000b\\u0007\\n c\"}", "a b c", "")]
    [InlineData("""{"description": "<script>alert(1)</script>"}""", "<script>alert(1)</script>", "")]
    public void Is_read(string text, string description, string objects)
    {
        var scene = Scene.Read(text);

        Assert.Equal((description, objects), (scene?.Description, scene?.ObjectsColumn));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("```\n```")]
    [InlineData("{\"description\": \"A man wal")]
    [InlineData("{}")]
    [InlineData("""{"description": 7}""")]
    [InlineData("""{"description": "   "}""")]
    [InlineData("} {")]
    public void Is_nothing_to_show(string text) => Assert.Null(Scene.Read(text));

    [Fact]
    public void Has_limits()
    {
        var scene = Scene.Read($$"""{"description": "{{new string('x', 999)}}😀 and more", "objects": [{{string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"{i} {new string('W', 60)}\""))}}]}""")!;

        Assert.Equal(new string('x', 999), scene.Description);
        Assert.InRange(scene.Objects.Count, 5, 20);
        Assert.All(scene.Objects, o => Assert.InRange(o.Length, 1, 30));
        Assert.InRange(scene.ObjectsColumn.Length, 2, 400);
        Assert.Equal(20, Scene.Read($$"""{"description": "x", "objects": [{{string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"{i}\""))}}]}""")!.Objects.Count);
    }
}
