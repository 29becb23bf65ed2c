using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Tests.Running;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Tests;

/// <summary>Whatever stops a start ends in one line for people, not in a stack trace.</summary>
public sealed class StartFailureTests : IDisposable
{
    private readonly AppFolder _app = new();

    public void Dispose() => _app.Dispose();

    private async Task<JsonElement> FailsAsync(string name, string level = "INFO", params string[] arguments)
    {
        await using var backend = BackendProcess.Start(_app.Path, new Dictionary<string, string?> { ["LOG_LEVEL"] = level }, arguments);
        Assert.Equal(ExitCodes.Configuration, await backend.ExitAsync());
        Assert.Empty(backend.Errors);
        Assert.All(backend.Output, l => JsonDocument.Parse(l).Dispose());
        Assert.DoesNotContain(backend.Output, l => level != "DEBUG" && l.Contains("   at ", StringComparison.Ordinal));
        var line = JsonDocument.Parse(Assert.Single(backend.Output, l => l.Contains("\"CRITICAL\"", StringComparison.Ordinal))).RootElement;
        Assert.DoesNotContain(backend.Output, l => level != "DEBUG" && l.Contains("\"ERROR\"", StringComparison.Ordinal));
        var problem = Assert.Single(line.GetProperty("problems").EnumerateArray());
        Assert.Equal(name, problem.GetProperty("name").GetString());
        Assert.Contains(problem.GetProperty("fix").GetString()!, line.GetProperty("message").GetString(), StringComparison.Ordinal);
        return line;
    }

    [Fact]
    public async Task A_full_disk_is_named()
    {
        // The kernel's own full device in the place of the record's temporary file: every write to it fails as on a full disk.
        File.CreateSymbolicLink(_app.Record + ".new", "/dev/full");

        Assert.Contains("is full", (await FailsAsync("data volume")).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".lock")]
    [InlineData("app.db")]
    public async Task A_data_folder_that_cannot_be_written_is_named_with_the_user_it_has_to_belong_to(string file)
    {
        // A folder in the file's place cannot be opened for writing by anyone, not even by root.
        Directory.CreateDirectory(_app.In(file));

        Assert.Contains("1000", (await FailsAsync("data volume")).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var taken = new TcpListener(IPAddress.IPv6Any, 0);
        taken.Server.DualMode = true;
        taken.Start();
        string port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        Assert.Contains(port, (await FailsAsync("port", arguments: ["--port", port])).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_LOG_LEVEL_DEBUG_the_line_holds_the_stack_trace()
    {
        Directory.CreateDirectory(_app.In("app.db"));

        Assert.Contains("   at ", (await FailsAsync("data volume", "DEBUG")).GetProperty("exception").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cause_nobody_foresaw_still_gives_one_sentence_and_another_exit_code()
    {
        var (code, problems) = StartFailure.Explain(new InvalidOperationException("outer", new FormatException("line one\nline two")), StartOptions.Container);

        Assert.Equal(1, code);
        var problem = Assert.Single(problems);
        Assert.Contains("line one line two (FormatException)", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("LOG_LEVEL=DEBUG", problem.Fix, StringComparison.Ordinal);
    }
}
