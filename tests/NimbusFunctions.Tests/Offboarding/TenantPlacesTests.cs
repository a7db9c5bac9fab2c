using Azure.Data.Tables;
using NimbusFunctions.Retention.Offboarding;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tests.OffboardingSimulation;
using NimbusFunctions.Tests.Retention;

namespace NimbusFunctions.Tests.Offboarding;

public class TenantPlacesTests
{
    private const string Tenant = "10000000-0000-0000-0000-000000000005";

    [Fact]
    public void Of_EveryTable_HasAPlace()
    {
        var tables = TenantPlaces.Of(Tenant).Select(place => place.Table).Distinct().Order().ToList();

        Assert.Equal(StoreTables.Names.Order(), tables);
        Assert.Equal(KindCatalogue.Tables.Select(entry => entry.Table).Order(), tables);
        Assert.Equal(TenantPlaces.Of(Tenant).Length, TenantPlaces.Of(Tenant).Select(place => place.Name).Distinct().Count());
    }

    [Fact]
    public async Task Of_ATenantAmongAlikeOnes_HasItsRowsAndNoOther()
    {
        var memory = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name));
        var filler = new TenantFiller(memory, new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        foreach (var tenant in TenantFiller.NeighboursOf(Tenant).Append(Tenant))
            await filler.FillAsync(tenant, 5, tenant);

        var found = TenantPlaces.Of(Tenant).SelectMany(place => Rows(memory[place.Table], place)).ToList();

        Assert.All(found, row => Assert.Equal(Tenant, row.GetString("Of")));
        Assert.Equal((19 * 5) + 2, found.Count);
    }

    private static IEnumerable<TableEntity> Rows(MemoryTable table, TenantPlace place) =>
        table.QueryAsync<TableEntity>(place.Filter, cancellationToken: TestContext.Current.CancellationToken).ToBlockingEnumerable(TestContext.Current.CancellationToken).Where(place.Has);
}
