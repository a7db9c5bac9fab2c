using System.Xml.Linq;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using NimbusFunctions.Ops.Keys;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tenants.Secrets;
using NimbusFunctions.Tests.Secrets;

namespace NimbusFunctions.Tests.Ops;

public sealed class SessionKeysTests
{
    private readonly ManualTimeProvider time = new();
    private readonly MemorySecrets secrets = new();
    private readonly StoreTables tables;

    public SessionKeysTests()
    {
        var memory = new MemoryTable("Tenants", time: time);
        tables = new(_ => memory);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAllElements_OfAnotherProcess_HasWhatOneStored()
    {
        var one = Keys();
        await one.ReadyAsync(Stop);
        one.StoreElement(Key("1"), "key-1");
        var other = Keys();
        await other.ReadyAsync(Stop);

        Assert.Equal("1", Assert.Single(other.GetAllElements()).Value);
        Assert.DoesNotContain(await RowsAsync(), row => row.Any(column => column.Value?.ToString()?.Contains("<key>", StringComparison.Ordinal) == true));
    }

    [Fact]
    public async Task StoreElement_ByTwoAtOnce_LeavesOneForBoth()
    {
        var (one, other) = (Keys(), Keys());
        await one.ReadyAsync(Stop);
        await other.ReadyAsync(Stop);
        one.StoreElement(Key("1"), "key-1");
        other.StoreElement(Key("2"), "key-2");

        Assert.Equal("1", Assert.Single(one.GetAllElements()).Value);
        Assert.Equal("1", Assert.Single(other.GetAllElements()).Value);
        Assert.Single(secrets.Values);
    }

    [Fact]
    public async Task StoreElement_WhoseSecretWasTaken_TakesItsPlace()
    {
        var keys = Keys();
        await keys.ReadyAsync(Stop);
        keys.StoreElement(Key("1"), "key-1");
        secrets.Values.Clear();
        keys.StoreElement(Key("2"), "key-2");

        Assert.Equal("2", Assert.Single(keys.GetAllElements()).Value);
    }

    [Fact]
    public async Task StoreElement_AfterTheKeysTime_RemovesOldOnes()
    {
        var keys = Keys();
        await keys.ReadyAsync(Stop);
        foreach (var number in Enumerable.Range(0, 4))
        {
            keys.StoreElement(Key($"{number}"), "key");
            time.Advance(TimeSpan.FromDays(88));
        }

        Assert.Equal(["2", "3"], keys.GetAllElements().Select(key => key.Value).Order());
        Assert.Equal(2, secrets.Values.Count);
    }

    [Fact]
    public async Task ReadyAsync_WhileTheStoreIsDown_AsksOnceAndComesBack()
    {
        secrets.IsDown = true;
        await tables.Tenants.AddEntityAsync(new TableEntity(SessionKeyStore.Partition, "20260101") { ["Secret"] = "session-key-x" }, Stop);
        var keys = Keys();
        for (var call = 0; call < 20; call++)
            await Assert.ThrowsAsync<SessionKeysException>(() => keys.ReadyAsync(Stop));
        Assert.Equal(1, secrets.Reads);
        Assert.Throws<SessionKeysException>(keys.GetAllElements);

        secrets.IsDown = false;
        time.Advance(TimeSpan.FromSeconds(6));
        await keys.ReadyAsync(Stop);
        Assert.Empty(keys.GetAllElements());
    }

    [Fact]
    public async Task ReadyAsync_WhenTheStoreGoesDownLater_ServesWhatIsKnown()
    {
        var keys = Keys();
        await keys.ReadyAsync(Stop);
        keys.StoreElement(Key("1"), "key-1");
        secrets.IsDown = true;
        time.Advance(TimeSpan.FromHours(2));
        await keys.ReadyAsync(Stop);
        await keys.ReadyAsync(Stop);

        Assert.Single(keys.GetAllElements());
        Assert.Throws<SessionKeysException>(() => keys.StoreElement(Key("2"), "key-2"));
        Assert.Single(keys.GetAllElements());
    }

    [Fact]
    public async Task StoreElement_WithoutAStoreOfSecrets_Fails()
    {
        var keys = new SessionKeys(new(tables, new NoSecretStore(), time), time, NullLogger<SessionKeys>.Instance);
        await keys.ReadyAsync(Stop);

        Assert.Throws<SessionKeysException>(() => keys.StoreElement(Key("1"), "key-1"));
    }

    private SessionKeys Keys() => new(new(tables, secrets, time), time, NullLogger<SessionKeys>.Instance);

    private static XElement Key(string value) => new("key", value);

    private async Task<List<TableEntity>> RowsAsync()
    {
        List<TableEntity> rows = [];
        await foreach (var row in tables.Tenants.QueryAsync<TableEntity>(cancellationToken: Stop))
            rows.Add(row);
        return rows;
    }
}
