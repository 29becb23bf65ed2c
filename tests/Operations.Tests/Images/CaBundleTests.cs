using ArgusAI.Operations.Images;

namespace ArgusAI.Operations.Tests.Images;

public sealed class CaBundleTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void The_callers_variable_is_the_default_and_the_option_wins()
    {
        var own = sandbox.File("own.pem", "# a comment\n-----BEGIN CERTIFICATE-----\n");
        var given = sandbox.File("given.pem", "-----BEGIN CERTIFICATE-----\n");
        Assert.Equal(own, CaBundle.Resolve(null, _ => own));
        Assert.Equal(given, CaBundle.Resolve(given, _ => own));
        Assert.Null(CaBundle.Resolve(null, _ => null));
        Assert.Null(CaBundle.Resolve(null, _ => ""));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named_with_where_the_name_came_from()
    {
        Assert.Contains("--ca-bundle names '/no/such.pem'", Assert.Throws<OperationException>(() => CaBundle.Resolve("/no/such.pem", _ => null)).Message, StringComparison.Ordinal);
        Assert.Contains("SSL_CERT_FILE names '/no/such.pem'", Assert.Throws<OperationException>(() => CaBundle.Resolve(null, _ => "/no/such.pem")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_certificate_is_refused()
    {
        var path = sandbox.File("key.pem", "-----BEGIN PRIVATE KEY-----\n");
        Assert.Contains("holds no PEM certificate", Assert.Throws<OperationException>(() => CaBundle.Resolve(path)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => sandbox.Dispose();
}
