using NimbusFunctions.IntegrationTests.Tables;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.IntegrationTests.Stores;

public class SettingsStoreTests(AzuriteFixture azurite) : StoreCases(azurite)
{
    [Fact]
    public async Task Create_Twice_IsRefusedTheSecondTime()
    {
        var tenants = new TenantStore(Tables);

        Assert.True(await CreateAsync(tenants));
        Assert.False(await CreateAsync(tenants));
        Assert.Contains(Tenant, await tenants.ListAsync(Stop));
        Assert.Equal(OrganizationUnit.DefaultIdOf(Tenant), Assert.Single(await tenants.OrganizationUnitsAsync(Tenant, Stop)).Id);
    }

    [Fact]
    public async Task Write_ManyAtOnce_NoneIsLostAndRevisionsAreUnique()
    {
        await CreateAsync(new(Tables));
        var settings = new SettingsStore(Tables, TimeProvider.System);
        var revisions = await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            while (true)
            {
                var stored = await settings.ReadAsync(Tenant, SettingsCatalogue.Provisioning, Stop);
                try
                {
                    if (await settings.WriteAsync(
                        Tenant, SettingsCatalogue.Provisioning, $$"""{"allowServiceProvisioning":"Everyone"}""", stored.Revision, $"user:{writer}", Stop) is { } written)
                        return written;
                }
                catch (Azure.Data.Tables.TableTransactionFailedException)
                {
                    // Too many others at once; the caller would be told 503.
                }
            }
        }));

        Assert.Equal(8, revisions.Distinct().Count());
        Assert.Equal(9, (await settings.ReadAllAsync(Tenant, Stop))!.Revision);
    }

    [Fact]
    public async Task Write_OverAnOlderRevision_IsRefused()
    {
        await CreateAsync(new(Tables));
        var settings = new SettingsStore(Tables, TimeProvider.System);

        Assert.NotNull(await settings.WriteAsync(Tenant, SettingsCatalogue.Provisioning, "{}", 0, "user:a", Stop));
        Assert.Null(await settings.WriteAsync(Tenant, SettingsCatalogue.Provisioning, "{}", 0, "user:b", Stop));
    }

    [Fact]
    public async Task ReadAll_UnknownTenant_IsNothing() =>
        Assert.Null(await new SettingsStore(Tables, TimeProvider.System).ReadAllAsync(Tenant, Stop));

    private Task<bool> CreateAsync(TenantStore tenants) =>
        tenants.CreateAsync(new(Tenant, TenantState.Active, 1, Now), """{"name":"X"}""", "app:test", Stop);
}
