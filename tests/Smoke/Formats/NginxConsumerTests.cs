using System.Globalization;
using System.Net.Sockets;
using System.Text;
using ArgusAI.Containers.Nginx;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Formats;

/// <summary>Whatever stands in a header or an answer of an nginx configuration, a client gets the same bytes.</summary>
public sealed class NginxConsumerTests
{
    private const ushort Port = 8080;

    // ngx_conf_file.c reads an argument into a buffer of 4096 bytes; the model refuses what does not fit.
    private const int LongestArgument = 1300;

    [Fact]
    public async Task Every_text_arrives_as_a_header_and_as_an_answer()
    {
        var all = AnyText.Of(200);
        // A header is one line of visible characters (rule header-control), and nginx does not send one without a value.
        var texts = all with { All = [.. all.All.Where(t => t.Length > 0 && !t.Any(c => char.IsControl(c) && c != '\t') && Encoding.UTF8.GetByteCount(t) < LongestArgument)] };
        await using var nginx = await TestContainer.Nginx(Config(texts).Write(), Port);
        var answers = new List<(string Header, string Body)>();
        for (var i = 0; i < texts.All.Count; i++) answers.Add(await Ask(nginx.Hostname, nginx.GetMappedPublicPort(Port), Path(i)));
        texts.CameBack("add_header", i => answers[i].Header);
        texts.CameBack("return", i => answers[i].Body);
    }

    private static NginxConfig Config(AnyText texts) => new()
    {
        Http = new Http
        {
            Servers =
            [
                new Server
                {
                    Listen = [new(Port)],
                    Locations =
                    [
                        .. texts.All.Select((text, i) => new Location(Path(i), Match.Exact)
                        {
                            Headers = [new("X-Text", Text.Literal(text))],
                            Return = new Return(200, Text.Literal(text)),
                        }),
                    ],
                },
            ],
        },
    };

    private static string Path(int i) => string.Create(CultureInfo.InvariantCulture, $"/{i}");

    // By hand: HttpClient trims and refuses what a text may hold, and the bytes are what is under test.
    private static async Task<(string Header, string Body)> Ask(string host, int port, string path)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(host, port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.0\r\n\r\n"), TestContext.Current.CancellationToken);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        var answer = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetString(bytes.ToArray());
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var header = answer[..end].Split("\r\n").Single(line => line.StartsWith("X-Text: ", StringComparison.Ordinal));
        return (header["X-Text: ".Length..], answer[(end + 4)..]);
    }
}
