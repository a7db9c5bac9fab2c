using NimbusFunctions.Tenants.Secrets;

namespace NimbusFunctions.Tests.Secrets;

public sealed class SecretsOptionsTests
{
    [Fact]
    public void Errors_OfWhatIsForTheLocalEdition_AreThereInTheCloud()
    {
        var options = new SecretsOptions { LocalEndpoint = "https://127.0.0.1:7074" };

        Assert.Empty(options.Errors(isInCloud: false));
        Assert.Single(options.Errors(isInCloud: true));
    }

    [Theory]
    [InlineData("http://vault.example", "")]
    [InlineData("vault", "")]
    [InlineData("", "http://127.0.0.1:7074")]
    [InlineData("", "https://contoso.example")]
    public void Errors_OfWrongOnes_NameTheSetting(string vault, string local) =>
        Assert.StartsWith("Secrets__", Assert.Single(new SecretsOptions { KeyVaultUri = vault, LocalEndpoint = local }.Errors(false)), StringComparison.Ordinal);

    [Fact]
    public void Errors_OfAVaultOrNothing_AreNone()
    {
        Assert.Empty(new SecretsOptions { KeyVaultUri = "https://name.vault.azure.net" }.Errors(isInCloud: true));
        Assert.Empty(new SecretsOptions().Errors(isInCloud: true));
    }
}
