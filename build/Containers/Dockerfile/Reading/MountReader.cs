using System.Globalization;
using System.Text;

namespace ArgusAI.Containers.Dockerfiles;

/// <summary>Reads the fields of <c>--mount</c> and <c>--device</c>.</summary>
/// <remarks>Source: BuildKit's <c>frontend/dockerfile/instructions/commands_runmount.go</c> and <c>commands_rundevice.go</c>.</remarks>
sealed class MountReader(char escape, Func<string, CopySource> source)
{
    static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["src"] = "source", ["dst"] = "target", ["destination"] = "target", ["ro"] = "readonly", ["rw"] = "readwrite",
    };

    static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["bind"] = ["from", "source", "target", "readonly", "readwrite"],
        ["cache"] = ["id", "target", "from", "source", "sharing", "readonly", "readwrite", "mode", "uid", "gid"],
        ["tmpfs"] = ["target", "size", "readwrite"],
        ["secret"] = ["id", "source", "target", "required", "mode", "uid", "gid", "env", "readonly"],
        ["ssh"] = ["id", "target", "required", "mode", "uid", "gid", "readonly"],
    };

    public Mount Mount(string text)
    {
        var fields = new Fields(text, escape);
        var type = fields.Take("type")?.ToLowerInvariant() ?? "bind";
        if (!Known.TryGetValue(type, out var known)) throw Expected.Form("mount type", type, "bind, cache, tmpfs, secret or ssh");
        fields.Allow(type, known);
        return type switch
        {
            "bind" => new Mount.BindMount(Target(fields)) { From = From(fields), Source = fields.Text("source"), ReadWrite = Writable(fields, false) },
            "cache" => new Mount.CacheMount(Target(fields))
            {
                Id = fields.Text("id"), From = From(fields), Source = fields.Text("source"), ReadOnly = !Writable(fields, true),
                Sharing = fields.Take("sharing")?.ToLowerInvariant() switch
                {
                    null or "shared" => CacheSharing.Shared,
                    "private" => CacheSharing.Private,
                    "locked" => CacheSharing.Locked,
                    var other => throw Expected.Form("sharing", other, "shared, private or locked"),
                },
                Mode = fields.Text("mode"), Owner = Owner(fields),
            },
            "tmpfs" => new Mount.TmpfsMount(Target(fields)) { Size = fields.Take("size") is { } size ? ByteSize.Parse(size) : null },
            "secret" => new Mount.SecretMount(fields.Text("id") ?? fields.Text("source"))
            {
                Target = fields.Text("target"), Required = fields.Switch("required") == true, Mode = fields.Text("mode"), Owner = Owner(fields),
                Env = fields.Take("env") is { } name ? new EnvName(name) : null,
            },
            _ => new Mount.SshMount
            {
                Id = fields.Text("id"), Target = fields.Text("target"), Required = fields.Switch("required") == true, Mode = fields.Text("mode"), Owner = Owner(fields),
            },
        };
    }

    public static RunDevice Device(string text)
    {
        string? name = null;
        var required = false;
        foreach (var field in Fields.Split(text))
            if (field is "required" || field.StartsWith("required=", StringComparison.OrdinalIgnoreCase))
                required = field.Length == 8 || Fields.Bool("required", field[9..]);
            else if (name is null)
                name = field.StartsWith("name=", StringComparison.OrdinalIgnoreCase) ? field[5..] : field;
            else
                throw Expected.Form("device", text, "one name, and required after a comma");
        return string.IsNullOrEmpty(name) ? throw Expected.Form("device", text, "a name such as vendor.com/device=name") : new(name, required);
    }

    /// <summary>Without a target it is mounted on the working directory, as one on <c>.</c> is.</summary>
    static Template Target(Fields fields) => fields.Text("target") ?? ".";

    CopySource? From(Fields fields) => fields.Raw("from") switch
    {
        null or "" => null,
        var name when name.Contains('$', StringComparison.Ordinal) => throw Expected.Form("from", name, "a stage or an image without variables: the builder puts none in"),
        var name => source(name),
    };

    static bool Writable(Fields fields, bool otherwise) => fields.Switch("readwrite") ?? !fields.Switch("readonly") ?? otherwise;

    static Uid? Owner(Fields fields) => (fields.Take("uid"), fields.Take("gid")) switch
    {
        (null, null) => null,
        (var user, null) => Uid.Parse(user),
        // The builder's user is 0 where only the group is said.
        (var user, var group) => Uid.Parse($"{user ?? "0"}:{group}"),
    };

    /// <summary>The fields by their full names.</summary>
    sealed class Fields
    {
        readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
        readonly char _escape;

        public Fields(string text, char escape)
        {
            _escape = escape;
            foreach (var field in Split(text))
            {
                var equals = field.IndexOf('=', StringComparison.Ordinal);
                var key = (equals < 0 ? field : field[..equals]).ToLowerInvariant();
                if (equals < 0 && key is not ("ro" or "readonly" or "rw" or "readwrite" or "required"))
                    throw Expected.Form("mount field", field, "name=value");
                _values[Names.GetValueOrDefault(key, key)] = equals < 0 ? "true" : field[(equals + 1)..];
            }
        }

        public void Allow(string type, string[] known)
        {
            foreach (var key in _values.Keys.Where(k => k != "type" && !known.Contains(k)))
                throw Expected.Form($"field of a {type} mount", key, Nearest.To(key, known) is { } near ? $"'{near}'" : string.Join(", ", known));
        }

        public string? Raw(string key) => _values.GetValueOrDefault(key);

        public Template? Text(string key) => Raw(key) is { Length: > 0 } raw ? WordReader.Read(raw, _escape) : null;

        public string? Take(string key) => Text(key) is { } text
            ? text.LiteralText ?? throw Expected.Form(key, Raw(key), "a value without variables, which this model does not hold here")
            : null;

        public bool? Switch(string key) => Take(key) is { } text ? Bool(key, text) : null;

        public static bool Bool(string key, string text) => text switch
        {
            "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
            "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
            _ => throw Expected.Form(key, text, "true or false"),
        };

        /// <summary>Fields between commas; one in double quotes may hold commas, and quotes twice.</summary>
        public static List<string> Split(string text)
        {
            var fields = new List<string>();
            var field = new StringBuilder();
            var quoted = false;
            for (var i = 0; i < text.Length; i++)
            {
                var c = text[i];
                if (c == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"') field.Append(text[++i]);
                else if (c == '"' && (quoted || field.Length == 0)) quoted = !quoted;
                else if (c != ',' || quoted) field.Append(c);
                else
                {
                    fields.Add(field.ToString());
                    field.Clear();
                }
            }
            if (quoted) throw Expected.Form("mount", text, "a closing \"");
            fields.Add(field.ToString());
            return fields;
        }
    }
}
