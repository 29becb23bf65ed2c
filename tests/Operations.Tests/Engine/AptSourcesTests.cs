using ArgusAI.Operations.Engine;

namespace ArgusAI.Operations.Tests.Engine;

public sealed class AptSourcesTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void Another_release_comes_from_the_mirrors_of_the_deb822_sources()
    {
        sandbox.File("etc/apt/sources.list.d/debian.sources", """
            Types: deb
            # a comment in a stanza
            URIs: http://mirror.test/debian
            Suites: bookworm bookworm-updates
            Components: main
            Signed-By: /usr/share/keyrings/own.gpg

            Types: deb
            URIs: http://mirror.test/security
            Suites: bookworm-security
            Components: main
            """);
        Assert.Equal("""
            Types: deb
            URIs: http://mirror.test/debian
            Suites: trixie trixie-updates
            Components: main
            Signed-By: /usr/share/keyrings/own.gpg

            Types: deb
            URIs: http://mirror.test/security
            Suites: trixie-security
            Components: main
            Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

            """, AptSources.ForRelease(AptSources.Read(sandbox.Folder), "bookworm", "trixie"));
    }

    [Fact]
    public void One_line_sources_are_read_with_their_options()
    {
        sandbox.File("etc/apt/sources.list", "# deb http://off.test x main\ndeb-src http://src.test bookworm main\ndeb [arch=amd64 signed-by=/k.gpg] http://mirror.test/debian bookworm main contrib # why\n");
        var source = Assert.Single(AptSources.Read(sandbox.Folder));
        Assert.Equal("http://mirror.test/debian", source.Uri);
        Assert.Equal(["bookworm"], source.Suites);
        Assert.Equal(["main", "contrib"], source.Components);
        Assert.Equal("/k.gpg", source.SignedBy);
    }

    [Fact]
    public void A_disabled_stanza_is_no_source()
    {
        sandbox.File("etc/apt/sources.list.d/off.sources", "Enabled: no\nTypes: deb\nURIs: http://off.test\nSuites: bookworm\nComponents: main\n");
        Assert.Empty(AptSources.Read(sandbox.Folder));
    }

    [Fact]
    public void Third_party_sources_alone_do_not_tell_the_mirror()
    {
        sandbox.File("etc/apt/sources.list.d/other.list", "deb http://vendor.test stable main\n");
        var error = Assert.Throws<OperationException>(() => AptSources.ForRelease(AptSources.Read(sandbox.Folder), "bookworm", "trixie"));
        Assert.Contains("'bookworm'", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => sandbox.Dispose();
}
