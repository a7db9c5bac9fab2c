using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Retention;
using NimbusFunctions.Retention.Guards;
using NimbusFunctions.Retention.Kinds;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Tests.RetentionGuards;

/// <summary>Purges before the guards as they are stored.</summary>
public class GuardedPurgeTests
{
    private const string User = "20000000-0000-0000-0000-00000000000a";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_ARetentionWasLowered_Should_PurgeByItOnlyAfterTheHold()
    {
        var scene = await GuardScene.NewAsync();
        await AddTaskAsync(scene, 200, "a");
        await scene.WriteAsync(new(Tasks: 100));

        for (var hour = 0; hour < 26; hour++)
        {
            await PurgeAsync(scene);
            Assert.Equal(1, await CountAsync(scene));
            scene.Time.Advance(TimeSpan.FromHours(1));
        }

        await LookAgainAsync(scene);
        Assert.Equal(0, await CountAsync(scene));
    }

    [Fact]
    public async Task When_ALoweringWasTakenBack_Should_NeverPurgeByIt()
    {
        var scene = await GuardScene.NewAsync();
        await AddTaskAsync(scene, 200, "a");
        await scene.WriteAsync(new(Tasks: 100));
        scene.Time.Advance(TimeSpan.FromHours(23));
        await scene.Desk.CancelAsync(GuardScene.Tenant, "user:x", Stop);

        scene.Time.Advance(TimeSpan.FromDays(10));
        await LookAgainAsync(scene);
        Assert.Equal(1, await CountAsync(scene));
    }

    [Fact]
    public async Task When_AUserIsHeld_Should_KeepTheUsersRowsUntilTheLastHoldIsReleased()
    {
        var scene = await GuardScene.NewAsync();
        await AddTaskAsync(scene, 800, User);
        await AddTaskAsync(scene, 800, "b");
        var first = await scene.Desk.HoldAsync(GuardScene.Tenant, User, null, "a case", "user:x", Stop);
        var second = await scene.Desk.HoldAsync(GuardScene.Tenant, User, null, "another", "user:x", Stop);

        await LookAgainAsync(scene);
        Assert.Equal(1, await CountAsync(scene));
        await scene.Desk.ReleaseAsync(GuardScene.Tenant, first!, "user:x", Stop);
        await LookAgainAsync(scene);
        Assert.Equal(1, await CountAsync(scene));
        await scene.Desk.ReleaseAsync(GuardScene.Tenant, second!, "user:x", Stop);
        await LookAgainAsync(scene);
        Assert.Equal(0, await CountAsync(scene));
    }

    [Theory]
    [InlineData(GuardScene.Tenant)]
    [InlineData(GuardStore.AllTenants)]
    public async Task When_PurgesArePaused_Should_KeepEverythingUntilTheyGoOn(string partition)
    {
        var scene = await GuardScene.NewAsync();
        await AddTaskAsync(scene, 800, "a");
        await scene.Store.WritePauseAsync(partition, new("user:x", scene.Time.GetUtcNow(), "why"), Stop);

        await LookAgainAsync(scene);
        Assert.Equal(1, await CountAsync(scene));
        await scene.Store.WritePauseAsync(partition, null, Stop);
        await LookAgainAsync(scene);
        Assert.Equal(0, await CountAsync(scene));
    }

    /// <summary>A process died in a batch; what came late lies among its rows. The receipts tell of all.</summary>
    [Fact]
    public async Task When_ARowComesLateAmongABrokenOffBatch_Should_CountItToo()
    {
        var scene = await GuardScene.NewAsync();
        foreach (var user in new[] { "a", "b", "d" })
            await AddTaskAsync(scene, 800, user);
        var day = scene.Time.GetUtcNow().AddDays(-800);
        var (partition, key) = ($"{GuardScene.Tenant}|task|{day:yyyyMMdd}", $"{day:HHmmss}|");
        var book = new PurgeBook(scene.Tables, new ReceiptBook(scene.Tables));
        var batch = new PurgeBatch(partition, key + "a", key + "d", BatchKeys.Of([key + "a", key + "b", key + "d"]), scene.Time.GetUtcNow().AddDays(-731));
        Assert.NotNull(await book.WriteWorkAsync(GuardScene.Tenant, RowSources.EndedTasks, DateOnly.FromDateTime(day.UtcDateTime), new(0, batch), null, Stop));
        await scene.Tables.History.DeleteEntityAsync(partition, key + "a", Azure.ETag.All, Stop);
        await AddTaskAsync(scene, 800, "c");

        await LookAgainAsync(scene);

        Assert.Equal(0, await CountAsync(scene));
        var removed = 0L;
        await foreach (var row in scene.Tables.Receipts.QueryAsync<TableEntity>(cancellationToken: Stop))
            removed += row.RowKey.StartsWith("line|", StringComparison.Ordinal) ? row.GetInt64("Removed") ?? 0 : 0;
        Assert.Equal(4, removed);
    }

    /// <summary>Late rows are looked for twice a day.</summary>
    private static async Task LookAgainAsync(GuardScene scene)
    {
        await PurgeAsync(scene);
        scene.Time.Advance(TimeSpan.FromHours(13));
        await PurgeAsync(scene);
    }

    private static async Task PurgeAsync(GuardScene scene)
    {
        var receipts = new ReceiptBook(scene.Tables);
        var tombstones = new TombstoneRemoval(new UserStore(scene.Tables), scene.Ledger);
        var sources = new SourcePurge(scene.Tables, new PurgeBook(scene.Tables, receipts), new RowRemoval(scene.Tables, tombstones, receipts));
        var tenants = new TenantStore(scene.Tables);
        // A slice sends nothing: what follows it does.
        var scheduler = new PurgeScheduler(tenants, new ScheduleBook(scene.Tables), null!, scene.Time, NullLogger<PurgeScheduler>.Instance);
        var purge = new TenantPurge(
            tenants, scene.Guards, sources, [], scheduler, Options.Create(new RetentionOptions()), scene.Time, NullLogger<TenantPurge>.Instance);
        await purge.RunSliceAsync(GuardScene.Tenant, Stop);
    }

    private static async Task AddTaskAsync(GuardScene scene, int age, string user)
    {
        var at = scene.Time.GetUtcNow().AddDays(-age);
        await scene.Tables.History.AddEntityAsync(
            new TableEntity($"{GuardScene.Tenant}|task|{at:yyyyMMdd}", $"{at:HHmmss}|{user}") { ["User"] = user }, Stop);
    }

    private static async Task<int> CountAsync(GuardScene scene)
    {
        var count = 0;
        await foreach (var _ in scene.Tables.History.QueryAsync<TableEntity>(cancellationToken: Stop))
            count++;
        return count;
    }
}
