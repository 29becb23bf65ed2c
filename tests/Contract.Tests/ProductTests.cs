using System.Xml.Linq;
using ArgusAI.Contract;

namespace ArgusAI.Contract.Tests;

public class ProductTests
{
    [Fact]
    public void The_version_is_the_one_of_Directory_Build_props()
    {
        var props = XDocument.Load(Path.Combine(Root(), "Directory.Build.props"));

        Assert.Equal(Product.Version, props.Descendants("Version").Single().Value);
    }

    [Fact]
    public void No_two_services_listen_on_one_port_and_every_published_port_can_be_moved()
    {
        Assert.Equal(Ports.All.Select(p => p.Number).Distinct(), Ports.All.Select(p => p.Number));
        Assert.All(Ports.All.Where(p => p.Exposure != Exposure.Internal), p => Assert.Equal(p.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), p.HostPort?.Default));
    }

    [Fact]
    public void The_probe_asks_the_address_that_services_listen_on() =>
        Assert.Equal("http://127.0.0.1:8000/api/v1/system/health", HealthProbe.Backend.Url);

    // The compiler maps paths for reproducible builds, so the tree is found from where the tests run.
    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ArgusAI.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"ArgusAI.sln is not above {AppContext.BaseDirectory}");
    }
}
