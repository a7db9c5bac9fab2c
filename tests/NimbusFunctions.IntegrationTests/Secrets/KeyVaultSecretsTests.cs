using System.Net.Http.Json;
using Azure.Core.Pipeline;
using Azure.Identity;
using NimbusFunctions.IntegrationTests.Simulator;
using NimbusFunctions.Local.Simulator;
using NimbusFunctions.Tenants.Secrets;

namespace NimbusFunctions.IntegrationTests.Secrets;

/// <summary>The store of secrets and the SDK's own client against the simulated vault.</summary>
public sealed class KeyVaultSecretsTests : IAsyncLifetime
{
    private const string Tenant = "10000000-0000-0000-0000-000000000001";

    private SimulatorServer simulator = null!;
    private HttpClient http = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        simulator = await SimulatorServer.StartAsync(new SimulatorOptions { Users = 1, Teams = 0 }, TimeProvider.System, Stop);
        http = new HttpClient(TrustedTransport.Create(simulator.CertificateAuthorityFile));
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await simulator.DisposeAsync();
    }

    [Fact]
    public async Task Write_Again_IsTheLastValue()
    {
        var vault = Vault(simulator.OperatorTenantId);
        await vault.WriteAsync(Tenant, "a", "one", Stop);
        await vault.WriteAsync(Tenant, "a", "two", Stop);

        Assert.Equal("two", await vault.ReadAsync(Tenant, "a", Stop));
        Assert.Null(await vault.ReadAsync(Tenant, "b", Stop));
    }

    [Fact]
    public async Task Remove_Repeated_LeavesNothingAndFreesTheName()
    {
        var vault = Vault(simulator.OperatorTenantId);
        await vault.WriteAsync(Tenant, "a", "one", Stop);
        await vault.RemoveAsync(Tenant, "a", Stop);
        await vault.RemoveAsync(Tenant, "a", Stop);

        Assert.Null(await vault.ReadAsync(Tenant, "a", Stop));
        await vault.WriteAsync(Tenant, "a", "two", Stop);
        Assert.Equal("two", await vault.ReadAsync(Tenant, "a", Stop));
    }

    [Fact]
    public async Task Write_OfOneThatPurgeProtectionKept_RecoversItFirst()
    {
        var vault = Vault(simulator.OperatorTenantId);
        await vault.WriteAsync(Tenant, "a", "one", Stop);
        await FaultAsync("DELETE /deletedsecrets", 403);
        await vault.RemoveAsync(Tenant, "a", Stop);
        Assert.Null(await vault.ReadAsync(Tenant, "a", Stop));

        await vault.WriteAsync(Tenant, "a", "two", Stop);
        Assert.Equal("two", await vault.ReadAsync(Tenant, "a", Stop));
    }

    [Fact]
    public async Task Write_ToAVaultThatThrottlesOnce_IsRepeated()
    {
        await FaultAsync("PUT /secrets", 429);
        await Vault(simulator.OperatorTenantId).WriteAsync(Tenant, "a", "one", Stop);
    }

    [Theory]
    [InlineData(403, "role")]
    [InlineData(503, "try again")]
    public async Task Write_ThatFails_SaysWhy(int status, string says)
    {
        await FaultAsync("/secrets", status, times: 0);
        var failed = await Assert.ThrowsAsync<SecretStoreException>(() => Vault(simulator.OperatorTenantId).WriteAsync(Tenant, "a", "one", Stop));
        Assert.Contains(says, failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_WithATokenOfAnotherTenant_IsRefused() =>
        await Assert.ThrowsAsync<SecretStoreException>(() => Vault(simulator.Tenants[0].Id).WriteAsync(Tenant, "a", "one", Stop));

    private async Task FaultAsync(string match, int status, int times = 1)
    {
        using var added = await http.PostAsJsonAsync(new Uri(simulator.HttpsAddress, "/_control/vault/faults"), new { match, status, times }, Stop);
        added.EnsureSuccessStatusCode();
    }

    private KeyVaultSecrets Vault(string tenant)
    {
        HttpClientTransport transport = new(http);
        return KeyVaultSecrets.Of(
            simulator.VaultAddress,
            new WorkloadIdentityCredential(new WorkloadIdentityCredentialOptions
            {
                TenantId = tenant,
                ClientId = simulator.ClientId,
                TokenFilePath = simulator.AssertionFile,
                AuthorityHost = simulator.HttpsAddress,
                DisableInstanceDiscovery = true,
                Transport = transport,
            }),
            transport);
    }
}
