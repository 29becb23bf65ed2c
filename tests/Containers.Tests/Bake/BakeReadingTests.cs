using ArgusAI.Containers.Bake;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ArgusAI.Containers.Tests.Bake;

[Properties(Arbitrary = [typeof(BakeReadingTests)], MaxTest = 200)]
public class BakeReadingTests
{
    static readonly Gen<string> Plain = Gen.OneOf(RoundTripTests.Texts().Generator, Gen.Elements("$${", "$$$", "%{", "%%{x", "a$", "a%", "${\"$\"}", "\r", "$\r", "\r$${", "${\"\\r\"}"));

    static readonly Gen<Template> Texts = Gen.OneOf(
        Plain.Select(Template.Literal),
        from before in Plain from name in Gen.Elements("TAG", "_b") from after in Plain select (Template)before + Env.Var(name) + (Template)after);

    static Gen<T?> Maybe<T>(Gen<T> gen) where T : class => Gen.OneOf(Gen.Constant<T?>(null), gen.Select(v => (T?)v));

    static Gen<Items<T>> Few<T>(Gen<T> gen) => gen.ListOf().Select(l => l.Take(2).ToItems());

    static Gen<Entries<T>> Map<T>(Gen<T> values) =>
        from keys in Plain.ListOf() from all in values.ListOf() select keys.Distinct(StringComparer.Ordinal).Zip(all).Take(2).ToEntries(v => v.First, v => v.Second);

    static readonly Gen<BakeOption> Options = Gen.OneOf(
        Texts.Select(t => new BakeOption(t)), Map(Texts).Where(m => m.Count > 0).Select(m => new BakeOption(m)));

    static readonly Gen<BakeValue> Values = Gen.OneOf(
        Texts.Select(t => (BakeValue)t), Gen.Elements<BakeValue>(true, 7, BakeValue.Parse("[1.50,{\"a\":null}]"), BakeValue.Parse("\"${upper(TAG)}\"")));

    static readonly Gen<BakeTarget> Targets =
        from texts in Maybe(Texts).ListOf(9)
        from description in Maybe(Plain)
        from contexts in Map(Texts)
        from maps in Map(Maybe(Texts)).ListOf(3)
        from lists in Few(Texts).ListOf(4)
        from options in Few(Options).ListOf(6)
        from flags in Gen.Elements<bool?>(null, true, false).ListOf(2)
        from tags in Few(Gen.Elements(Interpolated<ImageRef>.From((Template)"owner/web:" + Env.Var("TAG")), ImageRef.Parse("a:1")))
        from matrix in Maybe(Values)
        from extra in Gen.Elements(null, "[\"${PLATFORM}\"]")
        select new BakeTarget
        {
            Description = description, Context = texts[0], Dockerfile = texts[1], Target = texts[2], Call = texts[3], Network = texts[4], ShmSize = texts[5],
            Name = matrix is null ? null : texts[6], Matrix = matrix is null ? Entries<BakeValue>.None : new() { ["tgt"] = matrix },
            DockerfileInline = texts[1] is null ? texts[7] : null, Contexts = contexts, Args = maps[0], Labels = maps[1], ExtraHosts = maps[2],
            Annotations = lists[0], Entitlements = lists[1], Ulimits = lists[2], NoCacheFilter = lists[3], Tags = tags.Distinct().ToItems(),
            Secrets = options[0], Ssh = options[1], CacheFrom = options[2], CacheTo = options[3], Output = options[4], Attest = options[5], Pull = flags[0], NoCache = flags[1],
            Platforms = extra is null ? [Platform.LinuxAmd64] : [], Extra = extra is null ? Entries<BakeValue>.None : new() { ["platforms"] = BakeValue.Parse(extra) },
        };

    public static Arbitrary<BakeFile> Files() => (
        from target in Targets
        from value in Maybe(Values.Where(v => v.Json != "null"))
        from text in Plain
        from header in Maybe(Plain)
        select new BakeFile
        {
            Header = header,
            Constants = new() { ["own"] = value ?? 1 },
            Variables = new()
            {
                ["TAG"] = new BakeVariable(value) { Description = text, Type = "string", Validations = [new("${TAG != \"\"}", text)] },
                ["EMPTY"] = new(),
            },
            Functions = new() { ["add"] = new(["a", "b"], "${a + b}") { Further = "c" } },
            Groups = new() { ["default"] = new(["web", "other"]) { Description = text } },
            Targets = new() { ["web"] = target, ["other"] = new BakeTarget { Inherits = ["web"] } },
        }).ToArbitrary();

    public static Arbitrary<string> Strings() => RoundTripTests.Texts();

    [Property]
    public void A_file_survives(BakeFile file)
    {
        var written = file.Write();
        var read = BakeFile.Parse(written);
        Assert.Equal(written, read.Write());
        Assert.True(file == read, "what was read writes the same text, but is not equal");
    }

    [Property]
    public void Any_text_is_read_without_an_exception_and_every_problem_lies_in_it(string text, BakeFile file)
    {
        var written = file.Write();
        foreach (var candidate in new[] { text, $"{{\"target\":{{\"a\":{text}", $"{{\"{text}\":1}}", written[..(written.Length / 2)] + text, written.Replace("\"web\"", text, StringComparison.Ordinal) })
        {
            var lines = candidate.Split('\n');
            foreach (var problem in BakeFile.Read(candidate).Problems)
            {
                Assert.InRange(problem.Position.Line, 1, lines.Length);
                Assert.InRange(problem.Position.Column, 1, lines[problem.Position.Line - 1].Length + 1);
            }
        }
    }

    // What `docker buildx bake --print` (0.13.1) makes of each, with X = V.
    [Theory]
    [InlineData("a$$", "a$$")]
    [InlineData("$${X}", "${X}")]
    [InlineData("$$${X}", "$${X}")]
    [InlineData("$$$${X}", "$$${X}")]
    [InlineData("${\"$\"}${X}", "$V")]
    [InlineData("${\"$\"}$${X}", "$${X}")]
    [InlineData("${\"$$$\"}$${", "$$$${")]
    [InlineData("%%{x", "%{x")]
    [InlineData("%${X}", "%V")]
    [InlineData("$%%{x", "$%{x")]
    [InlineData("a\nb\\n\"q\"", "a\nb\\n\"q\"")]
    [InlineData("$ {", "$ {")]
    [InlineData("100%", "100%")]
    [InlineData("\r${X}", "\r${X}")]
    [InlineData("${X}\r${X}", "V\r${X}")]
    [InlineData("\ra\n${\"$\"}$${", "\ra\n${\"$\"}${")]
    [InlineData("\r$$${", "\r$$${")]
    [InlineData("\r%%{${X}", "\r%{${X}")]
    [InlineData("\r\n${\"$\"}$${", "\r\n$${")]
    [InlineData("${\"\\r\"}${\"$\"}$${", "\r$${")]
    public void A_text_is_what_bake_takes(string written, string value)
    {
        var json = System.Text.Json.JsonSerializer.Serialize(written);
        var target = BakeFile.Parse($"{{\"target\":{{\"a\":{{\"args\":{{\"A\":{json}}}}}}}}}").Targets["a"];
        Assert.Equal(value, target.Args["A"]!.Resolve(_ => "V"));
    }

    [Fact]
    public void What_is_computed_is_kept_as_it_stands()
    {
        const string text = """{"target":{"a":{"tags":["${upper(TAG)}"],"no-cache":"${NO}","resources":{"memory":"1g"}}}}""";
        var target = BakeFile.Parse(text).Targets["a"];
        Assert.Equal(["tags", "no-cache", "resources"], target.Extra.Keys);
        Assert.Equal("[\"${upper(TAG)}\"]", target.Extra["tags"].Json);
        Assert.Contains("\"${NO}\"", BakeFile.Parse(text).Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_are_read_in_both_forms()
    {
        var target = BakeFile.Parse("""{"target":{"a":{"cache-from":["type=gha",{"type":"registry","ref":"x/y"}],"args":{"N":1,"B":true,"U":null}}}}""").Targets["a"];
        Assert.Equal(["type=gha", new BakeOption(new Entries<Template>() { ["type"] = "registry", ["ref"] = "x/y" })], target.CacheFrom);
        Assert.Equal(["1", "true", null], target.Args.Values.Select(v => v?.LiteralText));
    }

    [Theory]
    [InlineData("{\n  \"target\": {\n    \"é😀\": {\"contxt\": \".\"}\n  }\n}", "3:13", "has the key 'contxt'")]
    [InlineData("{\"target\": []}", "1:12", "'target' is a list: expected a map")]
    [InlineData("{\"target\": {\"a\": {}, \"a\": {}}}", "1:22", "given twice")]
    [InlineData("{\n  \"target\": {,}\n}", "2:14", "no JSON here")]
    [InlineData("{\"a\": \"\\ud800\"}", "1:7", "half of a surrogate pair")]
    [InlineData("", "1:1", "no JSON here")]
    [InlineData("{} x", "1:4", "no JSON here")]
    [InlineData("[]", "1:1", "the file is a list")]
    [InlineData("{\"group\": {\"g\": {\"targets\": [1]}}}", "1:30", "is a number: expected a text")]
    [InlineData("{\"function\": {\"f\": {\"params\": []}}}", "1:20", "has no result")]
    [InlineData("{\"variable\": {\"v\": {\"validation\": {\"condition\": \"x\"}}}}", "1:35", "is not whole")]
    [InlineData("\uFEFF{}", "1:1", "byte-order mark")]
    public void What_bake_refuses_is_a_problem_with_its_place(string text, string place, string message)
    {
        var problem = BakeFile.Read(text).Problems[0];
        Assert.Equal(place, problem.Position.ToString());
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Large_and_deep_files_end()
    {
        Assert.Equal(100_000, BakeFile.Parse($"{{\"target\":{{{string.Join(",\n", Enumerable.Range(0, 100_000).Select(i => $"\"t{i}\":{{\"context\":\".\"}}"))}}}}}").Targets.Count);
        Assert.NotEmpty(BakeFile.Read(new string('[', 100_000)).Problems);
        Assert.NotEmpty(BakeFile.Read("{\"a\": \"" + new string('x', 10_000_000)).Problems);
    }
}
