using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Callbacks.News;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;

namespace NimbusFunctions.Tests.Callbacks.News;

public sealed class TriggerMemoryTests
{
    private const string Tenant = "10000000-0000-0000-0000-000000000001";
    private readonly ManualTimeProvider time = new();
    private readonly MemoryTable table = new("Triggers");

    [Fact]
    public async Task Known_ATriggerOfAnotherProcess_IsSeenWithinThreeSecondsAndOfThisOneAtOnce()
    {
        var (here, there) = (Memory(table), Memory(table));
        await here.KnownAsync(Tenant);
        await there.KnownAsync(Tenant);
        await RegisterAsync("sales");
        here.Forget(Tenant);
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True((await here.KnownAsync(Tenant)).Watch("sales"));
        Assert.False((await there.KnownAsync(Tenant)).Watch("sales"));
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.True((await there.KnownAsync(Tenant)).Watch("sales"));
    }

    [Fact]
    public async Task Find_SinceATime_IsNeverOlder()
    {
        var memory = Memory(table);
        await memory.KnownAsync(Tenant);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await RegisterAsync("sales");

        Assert.True((await memory.FindAsync(Tenant, time.GetUtcNow(), TestContext.Current.CancellationToken)).Watch("sales"));
    }

    [Fact]
    public async Task Known_WhileTheStoreHangs_MayBeAnythingWithinASecond()
    {
        var memory = Memory(new SilentTable());
        var known = memory.KnownAsync(Tenant).AsTask();
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Same(TenantTriggers.Unknown, await known.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    private Task RegisterAsync(string service) => new TriggerStore(new StoreTables(_ => table)).AddAsync(
        Tenant, new(Guid.NewGuid().ToString("N"), TriggerKind.Tasks, "https://flow.example/", new([service], ["Created"], [], []), "user", time.GetUtcNow()), CancellationToken.None);

    private TriggerMemory Memory(TableClient client) => new(new TriggerStore(new StoreTables(_ => client)), time, NullLogger<TriggerMemory>.Instance);
}
