using System.Globalization;
using Azure.Data.Tables;
using NimbusFunctions.Retention;

namespace NimbusFunctions.Tests.RetentionGuards;

public class RowsAtStakeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plan_Lowered_CountsTheRowsThatStayNowAndGoThenByDay()
    {
        var scene = await GuardScene.NewAsync();
        var now = scene.Time.GetUtcNow();
        // Over by the days in force; on either side of the cut at the end of the hold; still young then.
        foreach (var age in new[] { 800, 500, 500.1, 99.5, 98.5 })
            await AddTaskAsync(scene, GuardScene.Tenant, now.AddDays(-age));
        await AddTaskAsync(scene, "10000000-0000-0000-0000-000000000002", now.AddDays(-500));
        await scene.WriteAsync(new(Tasks: 100));

        var rows = (await scene.Plans.ReadAsync(GuardScene.Tenant, Stop)).Rows;

        Assert.True(rows.IsComplete);
        Assert.Equal(
            [(DataKind.Tasks, DateOnly.FromDateTime(now.AddDays(-500.1).Date), 2L), (DataKind.Tasks, DateOnly.FromDateTime(now.AddDays(-99.5).Date), 1L)],
            rows.Days.Select(day => (day.Kind, day.Day, day.Rows)));
    }

    [Fact]
    public async Task Plan_EveryKindLowered_CountsRowsOfEveryLayout()
    {
        var scene = await GuardScene.NewAsync();
        var old = scene.Time.GetUtcNow().AddDays(-20);
        await scene.Tables.MemberHistory.AddEntityAsync(new TableEntity($"{GuardScene.Tenant}|desk", $"{old:yyyyMMddHHmmss}|x"), Stop);
        await scene.Tables.Tenants.AddEntityAsync(new TableEntity(GuardScene.Tenant, "history|0000000000") { ["At"] = old }, Stop);
        await scene.Tables.Users.AddEntityAsync(
            new TableEntity($"{GuardScene.Tenant}|0", "user") { ["State"] = "SoftDeleted", ["TombstoneUntil"] = old.AddDays(30) }, Stop);
        await scene.Tables.Ledger.AddEntityAsync(new TableEntity($"{GuardScene.Tenant}|{old:yyyyMMdd}", $"{old:HHmmss}|x"), Stop);
        await scene.Tables.Ledger.AddEntityAsync(new TableEntity($"{GuardScene.Tenant}|audit|{old:yyyyMMdd}", $"{old:HHmmss}|x"), Stop);
        await scene.WriteAsync(new(10, 10, 10, 10, 10, 10, 10, 10, 10));

        var rows = (await scene.Plans.ReadAsync(GuardScene.Tenant, Stop)).Rows;

        Assert.Equal(
            [DataKind.SyncLedger, DataKind.MemberHistory, DataKind.SettingsHistory, DataKind.Audit, DataKind.Tombstones],
            rows.Days.Select(day => day.Kind));
        Assert.All(rows.Days, day => Assert.Equal((DateOnly.FromDateTime(old.Date), 1L), (day.Day, day.Rows)));
    }

    [Fact]
    public async Task Count_MoreRowsThanItCounts_SaysThatItStopped()
    {
        var scene = await GuardScene.NewAsync();
        for (var second = 0; second < 5; second++)
            await AddTaskAsync(scene, GuardScene.Tenant, scene.Time.GetUtcNow().AddDays(-500).AddSeconds(second));
        await scene.WriteAsync(new(Tasks: 100));
        var (_, _, held) = await scene.Plans.ReadHeldAsync(GuardScene.Tenant, Stop);

        var stopped = await scene.Rows.CountAsync(GuardScene.Tenant, held, Stop, most: 4);
        var whole = await scene.Rows.CountAsync(GuardScene.Tenant, held, Stop, most: 5);

        Assert.Equal((4L, false), (stopped.Total, stopped.IsComplete));
        Assert.Equal((5L, true), (whole.Total, whole.IsComplete));
    }

    private static async Task AddTaskAsync(GuardScene scene, string tenant, DateTimeOffset at) => await scene.Tables.History.AddEntityAsync(
        new TableEntity(string.Create(CultureInfo.InvariantCulture, $"{tenant}|task|{at:yyyyMMdd}"), string.Create(CultureInfo.InvariantCulture, $"{at:HHmmss}|x")), Stop);
}
