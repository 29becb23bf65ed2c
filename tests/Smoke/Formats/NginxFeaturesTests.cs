using System.Collections;
using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ArgusAI.Containers;
using ArgusAI.Containers.Nginx;
using ArgusAI.Operations.Tests;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Formats;

/// <summary>nginx takes a file with everything that the model can say.</summary>
public sealed class NginxFeaturesTests : IDisposable
{
    /// <summary>Properties that <see cref="NginxFeatures"/> leaves alone, and why.</summary>
    private static readonly Dictionary<string, string> Left = new()
    {
        ["Listen.Http2"] = "nginx 1.26 warns of it: the directive http2 says it",
        ["Resolver.Ipv6"] = "false is what says something, and it is there",
        ["UpstreamServer.Resolve"] = "nginx has it from 1.27.3 on",
        ["Tls.DhParam"] = "a file that takes minutes to make",
        ["Tls.RevokedCertificates"] = "a list that an authority makes",
    };

    private readonly string _folder = Scratch.NewFolder(Scratch.NewProject());

    public void Dispose() => Scratch.DeleteFolder(_folder);

    [Fact]
    public async Task A_file_with_every_feature_is_taken()
    {
        var tls = Directory.CreateDirectory(Path.Combine(_folder, "tls")).FullName;
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            using var certificate = new CertificateRequest("CN=features", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            await File.WriteAllTextAsync(Path.Combine(tls, "cert.pem"), certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(tls, "key.pem"), key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        }
        var file = Path.Combine(_folder, "nginx.conf");
        await File.WriteAllTextAsync(file, NginxFeatures.Config.Write(), TestContext.Current.CancellationToken);
        (await new Shell(_folder).Docker("run", "--rm", "--label", $"{TestOwner.Label}={TestOwner.Current}", "--user", "0", "--entrypoint", "nginx",
            "--volume", $"{file}:/etc/nginx/nginx.conf:ro", "--volume", $"{tls}:/tls:ro", (await StackImages.OutsideImages()).Nginx, "-t")).Succeeded();
    }

    [Fact]
    public void Every_property_of_the_model_says_something_in_it()
    {
        var (known, said) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        Look(NginxFeatures.Config, known, said);
        Assert.Equal(string.Join('\n', Left.Keys.Order(StringComparer.Ordinal)), string.Join('\n', known.Except(said).Order(StringComparer.Ordinal)));
    }

    private static void Look(object part, HashSet<string> known, HashSet<string> said)
    {
        foreach (var property in part.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is not null && !IsAside(p.PropertyType)))
        {
            var name = $"{property.DeclaringType!.Name}.{property.Name}";
            known.Add(name);
            var value = property.GetValue(part);
            if (value is not (null or 0 or IEnumerable) && (value is not false || property.PropertyType != typeof(bool)) || value is IEnumerable many && many.Cast<object>().Any()) said.Add(name);
            foreach (var inner in value is IEnumerable and not string ? ((IEnumerable)value).Cast<object>() : value is null ? [] : [value])
                if (inner.GetType().Namespace == typeof(NginxConfig).Namespace && inner is not (Directive or Text or Enum)) Look(inner, known, said);
        }
    }

    private static bool IsAside(Type type) => type == typeof(Why) || type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Aside<>);
}
