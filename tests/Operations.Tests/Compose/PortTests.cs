using System.Net;
using ArgusAI.Operations.Compose;

namespace ArgusAI.Operations.Tests.Compose;

public sealed class PortTests
{
    private static readonly PublishedPort Backend = new("backend", "127.0.0.1", 8000, 8000);

    [Theory]
    [InlineData("0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4242 1 0", "127.0.0.1", 8000, 4242L, 1000u)]
    [InlineData("1: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 7 1 0", "0.0.0.0", 80, 7L, 0u)]
    [InlineData("2: 00000000000000000000000001000000:0BB8 00000000000000000000000000000000:0000 0A 0:0 0:0 0 33 0 9 1", "::1", 3000, 9L, 33u)]
    public void A_line_of_the_kernels_table_is_read(string line, string address, int port, long inode, uint user) =>
        Assert.Equal(new ListeningPort(IPAddress.Parse(address), port, inode, user), ListeningPorts.Parse(line));

    [Theory]
    [InlineData("0: 0100007F:1F40 0100007F:9999 01 00000000:00000000 00:00000000 00000000  1000        0 4242 1 0")]
    [InlineData("")]
    [InlineData("  sl  local_address rem_address")]
    public void What_does_not_listen_is_left_out(string line) => Assert.Null(ListeningPorts.Parse(line));

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "0.0.0.0", true)]
    [InlineData("127.0.0.1", "::", true)]
    [InlineData("127.0.0.1", "192.168.1.5", false)]
    [InlineData("127.0.0.1", "::1", false)]
    [InlineData("0.0.0.0", "127.0.0.1", true)]
    [InlineData("0.0.0.0", "::1", false)]
    [InlineData("", "::1", true)]
    public void Addresses_collide_when_one_covers_the_other(string wanted, string bound, bool collide)
    {
        var listening = new ListeningPort(IPAddress.Parse(bound), 8000, 0, null);
        Assert.Equal(collide, listening.Blocks(wanted, 8000));
        Assert.False(listening.Blocks(wanted, 8001));
    }

    [Fact]
    public void What_our_own_project_holds_is_no_conflict()
    {
        var own = PortConflicts.Container("argusai-backend-1\targusai\t127.0.0.1:8000->8000/tcp");
        Assert.Empty(PortConflicts.Among([Backend], "argusai", [.. own], [Listening(8000)]));
    }

    [Fact]
    public void Another_container_is_named()
    {
        var other = PortConflicts.Container("grafana\tmonitoring\t0.0.0.0:8000->3000/tcp, [::]:8000->3000/tcp");
        var conflict = Assert.Single(PortConflicts.Among([Backend], "argusai", [.. other], [Listening(8000)]));
        Assert.Equal("the container 'grafana'", conflict.Holder);
        Assert.Contains("ARGUSAI_BACKEND_PORT=8001 in .env", conflict.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_low_port_is_moved_to_a_high_one()
    {
        var conflict = Assert.Single(PortConflicts.Among([new PublishedPort("nginx", "", 443, 443)], "argusai", [], [Listening(443)]));
        Assert.Contains("ARGUSAI_HTTPS_PORT=8443", conflict.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void The_port_that_is_proposed_is_free_itself()
    {
        var conflict = Assert.Single(PortConflicts.Among([Backend], "argusai", [], [Listening(8000), Listening(8001)]));
        Assert.Contains("ARGUSAI_BACKEND_PORT=8002", conflict.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_range_of_ports_is_read_whole() =>
        Assert.Equal([9000, 9001, 9002], PortConflicts.Container("x\t\t0.0.0.0:9000-9002->9000-9002/tcp").Select(p => p.Port));

    [Theory]
    [InlineData("x\t\t8000/tcp")]
    [InlineData("x\t\t")]
    [InlineData("")]
    public void A_port_that_is_not_published_is_none(string line) => Assert.Empty(PortConflicts.Container(line));

    [Fact]
    public void The_addresses_that_are_printed_follow_the_published_ports()
    {
        PublishedPort[] ports = [new("nginx", "", 443, 443), new("frontend", "127.0.0.1", 3100, 3000), new("backend", "192.168.1.5", 8000, 8000)];
        Assert.Equal(
            [("web interface", "https://localhost"), ("without TLS", "http://localhost:3100"), ("API reference", "http://192.168.1.5:8000/docs")],
            StackAddresses.Of(ports));
    }

    private static ListeningPort Listening(int port) => new(IPAddress.Any, port, 0, 1000);
}
