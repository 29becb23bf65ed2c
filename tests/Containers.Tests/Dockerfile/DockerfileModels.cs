using ArgusAI.Containers.Dockerfiles;
using FsCheck;
using FsCheck.Fluent;

namespace ArgusAI.Containers.Tests.Dockerfiles;

/// <summary>Dockerfile models of every instruction, flag and mount, with texts that builders trip over.</summary>
static class DockerfileModels
{
    static readonly Gen<string> Texts = RoundTripTests.Texts().Generator;
    static readonly Gen<string> Lines = Texts.Select(t => string.Concat(t.Where(c => c is not ('\n' or '\r' or '\0'))));
    static readonly Gen<string> Awkward = Gen.Elements("it's", "a b", "a  b ", " a", "\"q\"", "$x", "a\\", "\\", "<<EOF", "--x", "[a]", "#c", "${", "}", "é", "😀", "a\tb", "a=b", "~", "`", "a,b", "*.txt", "'\"'\"", "\\\"");
    static readonly Gen<string> OneLine = Gen.OneOf(Lines, Awkward);
    static readonly Gen<string> Filled = OneLine.Select(t => t.Length == 0 ? "x" : t);
    static readonly Gen<string> Ascii = Gen.Elements("1000:1000", "u=rwX,go=rX", "a b", "$x", "it's", "\"q\"", "a\\b", "x,y", "0755", "~", "[a]");

    static Gen<Template> Of(Gen<string> texts) => Gen.OneOf(texts.Select(t => (Template)t), Variables(texts).Select(v => (Template)v),
        from before in texts from v in Variables(texts) from after in texts select (Template)before + v + after,
        from before in texts from e in Gen.Elements("#*/", "##*.", "%.tar.gz", "%%-*", "/a/b", "//./_") from after in texts
        select Template.Of(new TemplatePart.Literal(before), new TemplatePart.Expansion("VERSION", e), new TemplatePart.Literal(after)));

    static Gen<Interpolation> Variables(Gen<string> texts) =>
        from name in Gen.Elements("A", "_b", "LONG_NAME1")
        from fallback in Gen.Elements(Enum.GetValues<Fallback>())
        from argument in Gen.OneOf(texts.Select(t => (Template)t), texts.Select(t => (Template)t + Env.Var("NESTED").Or(t)))
        select new Interpolation(name, fallback, fallback == Fallback.None ? null : argument);

    static readonly Gen<Template> Templates = Of(OneLine);
    static readonly Gen<Template> FilledTemplates = Of(Filled);
    static readonly Gen<Template?> Flags = Gen.OneOf(Gen.Constant<Template?>(null), Of(Ascii).Select(t => (Template?)t));
    static readonly Gen<bool> Bools = Gen.Elements(true, false);
    static readonly Gen<Uid?> Owners = Gen.Elements<Uid?>(null, new Uid(1000), new Uid(0, 5));
    static readonly Gen<Template> Contents = Of(Texts.Select(t => t.Replace("\0", "", StringComparison.Ordinal)));

    static Gen<Items<T>> Few<T>(Gen<T> gen, int least = 0) => from count in Gen.Choose(least, 3) from items in gen.ListOf(count) select items.ToItems();

    static Gen<CopySource?> Sources(Stage[] stages) => Gen.OneOf([Gen.Constant<CopySource?>(null), Gen.Constant<CopySource?>(new CopySource.FromImage(ImageRef.Parse("busybox:1"))),
        .. stages.Select(s => Gen.Constant<CopySource?>(new CopySource.FromStage(s)))]);

    static Gen<Mount> Mounts(Stage[] stages) => Gen.OneOf(
        from target in Of(Ascii) from id in Flags from source in Flags from mode in Flags from owner in Owners from sharing in Gen.Elements(Enum.GetValues<CacheSharing>()) from ro in Bools from origin in Sources(stages)
        select (Mount)new Mount.CacheMount(target) { Id = id, From = origin, Source = source, Mode = mode, Owner = owner, Sharing = sharing, ReadOnly = ro },
        from target in Of(Ascii) from source in Flags from rw in Bools from origin in Sources(stages) select (Mount)new Mount.BindMount(target) { From = origin, Source = source, ReadWrite = rw },
        from id in Of(Ascii) from target in Flags from required in Bools from owner in Owners from mode in Flags from env in Gen.Elements<EnvName?>(null, "TOKEN")
        select (Mount)new Mount.SecretMount(id) { Target = target, Required = required, Owner = owner, Mode = mode, Env = env },
        from target in Of(Ascii) from size in Gen.Elements<ByteSize?>(null, ByteSize.Megabytes(64)) select (Mount)new Mount.TmpfsMount(target) { Size = size },
        from id in Flags from target in Flags from required in Bools from owner in Owners from mode in Flags select (Mount)new Mount.SshMount { Id = id, Target = target, Required = required, Owner = owner, Mode = mode });

    static Gen<Run> Runs(Stage[] stages) =>
        from form in Gen.OneOf(
            from t in Gen.OneOf(Texts, Awkward) select new Run("echo " + t),
            from t in Gen.OneOf(Texts, Awkward) from go in Bools select new Run($"echo {t}\necho") { ContinuesOnError = go },
            from t in Texts select new Run("#!/usr/bin/env python3\n" + t + "\nx"),
            from t in Gen.OneOf(Texts, Awkward) select new Run(string.IsNullOrWhiteSpace(t) ? "x" : t),
            from t in Texts select new Run("python3 <<PY >/dev/null", [new("PY", t)]),
            from t in Texts from u in Texts select new Run("<<A cat 3<<-'B'", [new("A", t), new("B", u)]),
            from t in Few(Texts, 1) select new Run(t))
        from mounts in Few(Mounts(stages)) from network in Gen.Elements(Enum.GetValues<RunNetwork>()) from security in Gen.Elements(Enum.GetValues<RunSecurity>())
        from devices in Few(from name in Gen.Elements("vendor.com/d=a", "x,y", "a b") from required in Bools select new RunDevice(name, required))
        select form with { Mounts = mounts, Network = network, Security = security, Devices = devices };

    static Gen<Instruction> Copies(Stage[] stages) => Gen.OneOf(
        from paths in Few(FilledTemplates, 1) from goal in FilledTemplates from link in Bools from parents in Bools from chmod in Flags from chown in Flags from exclude in Few(Ascii) from origin in Sources(stages)
        select (Instruction)new Copy(paths, goal + "/") { From = origin ?? new CopySource.Context(), Link = link, Parents = parents, Chmod = chmod, Chown = chown, Exclude = exclude },
        from content in Contents from link in Bools select (Instruction)new Copy([], "/etc/file") { Files = [new(null, content)], Link = link },
        from a in Contents from b in Contents from path in FilledTemplates select (Instruction)new Copy([path], "/etc/") { Files = [new("a.txt", a), new("b-1", b)] },
        from paths in Few(FilledTemplates, 1) from checksum in Flags from git in Gen.Elements<bool?>(null, true, false) from unpack in Gen.Elements<bool?>(null, true, false) from exclude in Few(Ascii)
        select (Instruction)new Add(paths, "/x/") { Checksum = checksum, KeepGitDir = git, Unpack = unpack, Exclude = exclude },
        from a in Contents select (Instruction)new Add([], "/f") { Files = [new(null, a)] });

    static readonly Gen<Command> Commands = Gen.OneOf(Few(Texts).Select(t => Command.Exec(t.Select(x => (Template)x))), Filled.Select(t => Command.Shell(t)), Gen.Constant(Command.Shell("[ -f /x ] && exec y")));

    static readonly Gen<Instruction> Plain = Gen.OneOf(
        from name in Gen.Elements("A", "B_1") from value in Templates select (Instruction)new Arg(name, value),
        Gen.Constant((Instruction)new Arg("NAKED")),
        from keys in Few(Gen.Elements("A", "b.c-d", "_E"), 1) from value in Templates from other in Templates
        select (Instruction)new EnvInstruction(keys.Distinct().Select((k, i) => (k, i)).ToEntries(k => k.k, k => k.i == 0 ? value : other)),
        from key in OneLine from value in Templates select (Instruction)new Label(new() { [key] = value, [OciLabels.Title] = value }),
        FilledTemplates.Select(t => (Instruction)new Workdir(t)), FilledTemplates.Select(t => (Instruction)new User(t)), FilledTemplates.Select(t => (Instruction)new StopSignal(t)),
        from port in Gen.Elements<Interpolated<PortRange>>((PortRange)80, PortRange.Parse("8000-8010", null), Env.Var("PORT"), Env.Var("PORT").Or("80")) from protocol in Gen.Elements(Enum.GetValues<Protocol>())
        select (Instruction)new Expose(port, protocol),
        Few(FilledTemplates, 1).Select(p => (Instruction)new VolumeInstruction(p)), Few(Texts, 1).Select(a => (Instruction)new ShellInstruction(a)),
        Filled.Select(t => (Instruction)new Maintainer(t)),
        Commands.Select(c => (Instruction)new Cmd(c)), Commands.Select(c => (Instruction)new Entrypoint(c)),
        from command in Commands from seconds in Gen.Choose(0, 100) from retries in Gen.Choose(0, 5)
        select (Instruction)new Health(new HealthCheck(command) { Interval = Duration.Seconds(seconds), StartInterval = Duration.Milliseconds(seconds + 1), Retries = retries }),
        Gen.Constant((Instruction)new Health(HealthCheck.None)));

    static Gen<Instruction> Instructions(Stage[] stages) => Gen.OneOf(Plain, Plain, Runs(stages).Select(r => (Instruction)r), Copies(stages),
        Gen.OneOf(Plain.Where(i => i is not Maintainer), Runs([]).Select(r => (Instruction)r), Copies([])).Select(i => (Instruction)new OnBuild(i)));

    /// <summary>Some texts cannot stand in a Dockerfile: writing refuses them, and tests of their own say which.</summary>
    static bool CanBeWritten(Instruction instruction)
    {
        try
        {
            return InstructionText.Of(instruction).Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    static Gen<Stage> Stages(string name, Stage[] earlier) =>
        from start in Gen.OneOf([Gen.Constant<StageBase>(new StageBase.Image(ImageRef.Parse("debian:1"))), Gen.Constant<StageBase>(new StageBase.Scratch()),
            Gen.Constant<StageBase>(new StageBase.Expression((Template)"debian:" + Env.Var("TAG").Or("1"))), .. earlier.Select(e => Gen.Constant<StageBase>(new StageBase.Parent(e)))])
        from platform in Gen.Elements<Interpolated<Platform>?>(null, Platform.Build, Platform.Target, Platform.LinuxArm64, Env.Var("WHERE").Or("linux/amd64"))
        from instructions in Few(from i in Instructions(earlier).Where(CanBeWritten) from why in OneLine select i with { Why = why })
        select instructions.Aggregate(new Stage(start, name) { Platform = platform }, (stage, i) => stage.With(i));

    /// <summary>Files of up to four stages.</summary>
    public static Arbitrary<Dockerfile> Files() => (
        from one in Stages("one", []) from two in Stages("two", [one]) from three in Stages("three", [one, two]) from four in Stages("four", [one, two, three])
        from arg in Templates.Where(t => CanBeWritten(new Arg("A", t))) from header in Texts from targets in Gen.Elements(Array.Empty<Stage>(), [one], [two, one])
        select Dockerfile.For(four, targets) with
        {
            GlobalArgs = [new Arg("TAG", arg), new Arg("WHERE")], Header = header, Syntax = ImageRef.Parse("docker/dockerfile:1-labs"), Check = "error=true",
        }).ToArbitrary();
}
