using ArgusAI.Operations.Processes;
using ArgusAI.Operations.Tests.Engine;

namespace ArgusAI.Operations.Tests.Processes;

public sealed class RedactionTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void The_secrets_of_env_go_wherever_they_stand()
    {
        sandbox.File(".env", "ADMIN_PASSWORD=correct-horse\nOPENAI_API_KEY=sk-12345678\nTZ=Europe/Berlin\n");
        Assert.Equal("signed in with ***, key ***, in Europe/Berlin", Redaction.For(sandbox.Workspace).Apply("signed in with correct-horse, key sk-12345678, in Europe/Berlin"));
    }

    [Theory]
    [InlineData("POSTGRES_PASSWORD=hunter22", "POSTGRES_PASSWORD=***")]
    [InlineData("{\"password\":\"hunter22\",\"username\":\"admin\"}", "{\"password\":\"***\",\"username\":\"admin\"}")]
    [InlineData("\"access_token\": \"abcdefgh\"", "\"access_token\": \"***\"")]
    [InlineData("JWT_SECRET_KEY: hunter22, next", "JWT_SECRET_KEY: ***, next")]
    [InlineData("rtsp://cam:hunter22@10.0.0.5/stream", "rtsp://***@10.0.0.5/stream")]
    [InlineData("postgresql://argusai:hunter22@db:5432/argusai", "postgresql://***@db:5432/argusai")]
    [InlineData("Authorization: Bearer abcdefghijklmnop1234", "Authorization: Bearer ***")]
    [InlineData("token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZG1pbiJ9.c2lnbmF0dXJl!", "token ***!")]
    public void What_looks_like_a_secret_goes_too(string text, string shown) => Assert.Equal(shown, new Redaction([]).Apply(text));

    [Theory]
    [InlineData("JWT_SECRET_KEY is shorter than 32 bytes")]
    [InlineData("http://localhost:8000/docs")]
    [InlineData("DATABASE_URL=auto")]
    [InlineData("every service is up and healthy")]
    public void Other_text_stays(string text) => Assert.Equal(text, new Redaction(["", "a", "up"]).Apply(text));

    [Fact]
    public void A_malformed_env_does_not_keep_text_from_being_cleaned()
    {
        sandbox.File(".env", "=x\n");
        Assert.Equal("password=***", Redaction.For(sandbox.Workspace).Apply("password=hunter22"));
    }

    public void Dispose() => sandbox.Dispose();
}
