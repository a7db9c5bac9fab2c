using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Messaging;
using NimbusFunctions.Retention.Offboarding;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Tests.Offboarding;

/// <summary>A tenant that has ended, to everybody but the removal of its data.</summary>
public class EndedTenantTests
{
    private const string Id = "10000000-0000-0000-0000-000000000005";

    private readonly ManualTimeProvider time = new();
    private readonly StoreTables tables;
    private readonly TenantStore tenants;

    public EndedTenantTests()
    {
        var memory = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: time));
        tables = new(name => memory[name]);
        tenants = new(tables);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_ATenantHasEnded_Should_BeThereForNobodyAndNotBeRegisteredBeforeItsDataIsGone()
    {
        await EndAsync();

        Assert.Null(await tenants.FindAsync(Id, Stop));
        Assert.Null(await new SettingsStore(tables, time).ReadAllAsync(Id, Stop));
        Assert.NotNull(await tenants.FindStoredAsync(Id, Stop));
        Assert.False(await tenants.CreateAsync(New(), "{}", "test", Stop));

        await tenants.UnlistAsync(Id, Stop);
        Assert.Empty(await tenants.ListAsync(Stop));
    }

    [Fact]
    public async Task When_ItIsBack_Should_StayListedWhateverALateRemovalDoes()
    {
        await EndAsync();
        var late = (await tenants.FindStoredAsync(Id, Stop))!;
        foreach (var row in tables.Tenants.QueryAsync<TableEntity>($"PartitionKey eq '{Id}'", cancellationToken: Stop).ToBlockingEnumerable(Stop).ToList())
            await tables.Tenants.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: Stop);
        Assert.True(await tenants.CreateAsync(New(), "{}", "test", Stop));

        await tenants.UnlistAsync(Id, Stop);
        Assert.False(await tenants.RemoveAsync(late, Stop));

        Assert.Equal([Id], await tenants.ListAsync(Stop));
        Assert.NotNull(await tenants.FindAsync(Id, Stop));
    }

    [Fact]
    public async Task When_AMessageOfItIsGivenUp_Should_StoreNothing()
    {
        await EndAsync();
        var letters = new DeadLetterStore(tables);

        await letters.AddAsync(Letter($$"""{"tenant":"{{Id}}"}"""), Stop);
        Assert.Empty(tables.DeadLetters.QueryAsync<TableEntity>(cancellationToken: Stop).ToBlockingEnumerable(Stop));

        await letters.AddAsync(Letter("""{"tenant":"10000000-0000-0000-0000-000000000006"}"""), Stop);
        Assert.Single(tables.DeadLetters.QueryAsync<TableEntity>(cancellationToken: Stop).ToBlockingEnumerable(Stop));
    }

    [Fact]
    public void Tenants_WhoMayDelete_AreSystemAndPartnerAdministrators() => Assert.Equal(
        [Role.SystemAdministrator, Role.PartnerAdministrator],
        Enum.GetValues<Role>().Where(role => PermissionTable.Of(Permissions.Tenants, role).HasFlag(Letters.Delete)));

    private DeadLetter Letter(string body) => new("id", "incoming-tasks", body, null, "wrong", 1, time.GetUtcNow(), time.GetUtcNow(), null);

    private async Task EndAsync()
    {
        Assert.True(await tenants.CreateAsync(New(), "{}", "test", Stop));
        var stored = (await tenants.FindStoredAsync(Id, Stop))!;
        await tenants.Ended.RememberAsync(new(Id, time.GetUtcNow(), 9), Stop);
        Assert.True(await tenants.ReplaceAsync(stored, TenantDeletion.End(stored.Tenant, time.GetUtcNow()), Stop));
    }

    private Tenant New() => new(Id, TenantState.Active, 1, time.GetUtcNow());
}
