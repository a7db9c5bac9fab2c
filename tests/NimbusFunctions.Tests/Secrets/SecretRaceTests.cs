using NimbusFunctions.Ledger;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Secrets;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Tests.Configuration;

namespace NimbusFunctions.Tests.Secrets;

/// <summary>A secret set and removed at the same time, call by call: a row never tells of a value that is not there.</summary>
public sealed class SecretRaceTests
{
    private const string Tenant = "10000000-0000-0000-0000-000000000001";
    private const int MostCalls = 40;

    private static readonly SecretKind Kind = SecretKind.All[0];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Remove_WhileAnotherSetsIt_LeavesBothOrNone(bool isSet) => AtEveryCallAsync(
        isSet, (desk, _) => desk.RemoveAsync(Tenant, Kind, "user:x", Stop), desk => desk.SetAsync(Tenant, Kind, "other", "user:y", Stop));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Set_WhileAnotherRemovesIt_LeavesBothOrNone(bool isSet) => AtEveryCallAsync(
        isSet, (desk, _) => desk.SetAsync(Tenant, Kind, "value", "user:x", Stop), desk => desk.RemoveAsync(Tenant, Kind, "user:y", Stop));

    private static async Task AtEveryCallAsync(bool isSet, Func<SecretDesk, Turn, Task> work, Func<SecretDesk, Task> others)
    {
        for (var at = 1; at <= MostCalls; at++)
        {
            var memory = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: TimeProvider.System));
            var (tables, secrets) = (new StoreTables(name => memory[name]), new MemorySecrets());
            await new TenantStore(tables).CreateAsync(new(Tenant, TenantState.Active, 1, TimeProvider.System.GetUtcNow()), "{}", "operator", Stop);
            var other = DeskOver(tables, secrets);
            if (isSet)
                Assert.Null(await other.SetAsync(Tenant, Kind, "first", "user:z", Stop));
            var turn = new Turn(at, () => others(other));

            await work(DeskOver(tables.Through((_, table) => new TurnTable(table, turn)), new TurnSecrets(secrets, turn)), turn);

            Assert.Equal(await other.IsSetAsync(Tenant, Kind, Stop), !secrets.Values.IsEmpty);
            if (turn.Calls < at)
            {
                Assert.True(at > 5);
                return;
            }
        }

        Assert.Fail("It does not end.");
    }

    private static SecretDesk DeskOver(StoreTables tables, ISecretStore secrets) =>
        new(secrets, new SecretRows(tables), new TenantStore(tables), new SettingsStore(tables, TimeProvider.System), new LedgerStore(tables), TimeProvider.System);
}

/// <summary>Secrets before which calls are counted.</summary>
internal sealed class TurnSecrets(ISecretStore store, Turn turn) : ISecretStore
{
    public bool CanKeep => store.CanKeep;

    public async Task WriteAsync(string tenant, string name, string value, CancellationToken cancellation)
    {
        await turn.TakeAsync();
        await store.WriteAsync(tenant, name, value, cancellation);
    }

    public async Task<string?> ReadAsync(string tenant, string name, CancellationToken cancellation)
    {
        await turn.TakeAsync();
        return await store.ReadAsync(tenant, name, cancellation);
    }

    public async Task RemoveAsync(string tenant, string name, CancellationToken cancellation)
    {
        await turn.TakeAsync();
        await store.RemoveAsync(tenant, name, cancellation);
    }
}
