using System.Xml.Linq;
using NimbusFunctions.Interact;
using NimbusFunctions.Ops.Keys;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tests.Secrets;

namespace NimbusFunctions.Tests.LostAnswers;

/// <summary>The answer of any one write of a key is lost: the key that is stored opens, and no other is.</summary>
public sealed class KeyAnswerTests
{
    private const string Tenant = "10000000-0000-0000-0000-000000000001";
    private const int MostWrites = 10;

    private readonly Repetition repetition = new();
    private readonly ManualTimeProvider time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task Read_OfAWidgetKey_ThatIsMade_Opens() => EveryWriteAsync(async (tables, arm) =>
    {
        var keys = new WidgetKeyStore(tables, time);
        arm();

        var key = await keys.ReadAsync(Tenant, Stop);

        Assert.Equal(Tenant, await keys.TenantOfAsync(key.Key, Stop));
        Assert.Equal(key, await keys.ReadAsync(Tenant, Stop));
    });

    [Fact]
    public Task Regenerate_OfAWidgetKey_OpensAndTheFormerNoMore() => EveryWriteAsync(async (tables, arm) =>
    {
        var keys = new WidgetKeyStore(tables, time);
        var former = await keys.ReadAsync(Tenant, Stop);
        arm();

        var key = await keys.RegenerateAsync(Tenant, "user:x", Stop);

        Assert.Equal(Tenant, await keys.TenantOfAsync(key.Key, Stop));
        Assert.Null(await keys.TenantOfAsync(former.Key, Stop));
    });

    [Fact]
    public Task Add_OfASessionKey_KeepsItsSecret() => EveryWriteAsync(async (tables, arm) =>
    {
        var secrets = new MemorySecrets();
        var keys = new SessionKeyStore(tables, secrets, time);
        arm();

        await keys.AddAsync(new XElement("key", "1"), Stop);

        Assert.Equal("1", Assert.Single(await keys.ReadAsync(Stop)).Value);
        Assert.Single(secrets.Values);
    });

    [Fact]
    public Task Add_OfASessionKeyInPlaceOfOneWithoutASecret_KeepsItsSecret() => EveryWriteAsync(async (tables, arm) =>
    {
        var secrets = new MemorySecrets();
        var keys = new SessionKeyStore(tables, secrets, time);
        await keys.AddAsync(new XElement("key", "1"), Stop);
        secrets.Values.Clear();
        arm();

        await keys.AddAsync(new XElement("key", "2"), Stop);

        Assert.Equal("2", Assert.Single(await keys.ReadAsync(Stop)).Value);
        Assert.Single(secrets.Values);
    });

    private async Task EveryWriteAsync(Func<StoreTables, Action, Task> call)
    {
        for (var at = 1; at <= MostWrites; at++)
        {
            var memory = new MemoryTable("Tenants", time: time);
            repetition.Disarm();
            await call(new(_ => new TwiceTable(memory, repetition)), () => repetition.Arm("Tenants", at));
            if (!repetition.Happened)
            {
                Assert.True(at > 1, "Nothing is written.");
                return;
            }
        }

        Assert.Fail($"More than {MostWrites} writes.");
    }
}
