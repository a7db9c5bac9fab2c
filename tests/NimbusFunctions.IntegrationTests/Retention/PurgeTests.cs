using System.Collections.Immutable;
using System.Globalization;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.IntegrationTests.Stores;
using NimbusFunctions.IntegrationTests.Tables;
using NimbusFunctions.Ledger;
using NimbusFunctions.Retention;
using NimbusFunctions.Retention.Kinds;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.IntegrationTests.Retention;

public class PurgeTests(AzuriteFixture azurite) : StoreCases(azurite), IRetentionGuards
{
    private static readonly ImmutableHashSet<string> Nobody = ImmutableHashSet<string>.Empty;

    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();

    private GuardView guards = new(RetentionDays.Of(new RetentionSection().Of), false, Nobody, Nobody);

    Task<GuardView> IRetentionGuards.ReadAsync(string tenant, CancellationToken cancellation) => Task.FromResult(guards);

    [Fact]
    public async Task When_DaysAreOver_Should_EmptyThemAndLeaveReceipts()
    {
        await RegisterAsync();
        await PutTasksAsync(now.AddDays(-735), 1203);
        await PutTasksAsync(now.AddDays(-732), 7);
        await PutTasksAsync(now.AddDays(-729), 5);

        Assert.Equal(PurgeStop.Done, await PurgeAsync());
        Assert.Equal(PurgeStop.Done, await PurgeAsync());

        Assert.Equal((0, 0, 5), (await CountAsync(-735), await CountAsync(-732), await CountAsync(-729)));
        Assert.Equal([(Day(-735), 1203L), (Day(-732), 7L)], await ReceiptsAsync());
        Assert.Null(await new ReceiptBook(Tables).VerifyAsync(Tenant, Stop));
    }

    [Fact]
    public async Task When_AServiceIsHeld_Should_KeepItsRowsAndSayHowMany()
    {
        await RegisterAsync();
        await PutTasksAsync(now.AddDays(-735), 10);
        guards = guards with { HeldServices = ["service-3"] };

        Assert.Equal(PurgeStop.Done, await PurgeAsync());

        Assert.Equal(1, await CountAsync(-735));
        var line = Assert.Single(await LinesAsync());
        Assert.Equal((10, 9, 1), (line.Note.Counted, line.Note.Removed, line.Note.Held));
    }

    [Fact]
    public async Task When_TheTenantIsPaused_Should_KeepEverything()
    {
        await RegisterAsync();
        await PutTasksAsync(now.AddDays(-735), 3);
        guards = guards with { IsPaused = true };

        Assert.Equal(PurgeStop.GuardsChanged, await PurgeAsync());

        Assert.Equal(3, await CountAsync(-735));
        Assert.Empty(await LinesAsync());
    }

    [Fact]
    public async Task When_ATombstonesTimeIsOver_Should_ForgetTheUserWithRolesAndSaySo()
    {
        await RegisterAsync();
        var (old, young) = (await PutTombstoneAsync(31), await PutTombstoneAsync(29));

        Assert.Equal(PurgeStop.Done, await PurgeAsync());

        var users = new UserStore(Tables);
        Assert.Null(await users.FindAsync(Tenant, old, Stop));
        Assert.NotNull(await users.FindAsync(Tenant, young, Stop));
        Assert.Empty(await new RoleAssignmentStore(Tables).ReadAsync(Tenant, old, Stop));
        Assert.NotEmpty(await new RoleAssignmentStore(Tables).ReadAsync(Tenant, young, Stop));
        var lines = await new LedgerStore(Tables).ReadDayAsync(Tenant, TimeProvider.System.GetUtcNow(), Stop);
        Assert.Equal(old, Assert.Single(lines, line => line.Action == LedgerActions.TombstoneExpired).Subject);
    }

    [Fact]
    public async Task When_FormerMembersAndSettingsAreOver_Should_CutThemByTheirTime()
    {
        await RegisterAsync();
        foreach (var days in new[] { 900, 731, 729 })
        {
            var at = now.AddDays(-days).UtcDateTime;
            await Tables.MemberHistory.AddEntityAsync(
                new TableEntity($"{Tenant}|service", $"{at.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}|user"), Stop);
            await Tables.Tenants.AddEntityAsync(
                new TableEntity(Tenant, TenantKeys.History(1000 - days, "general")) { ["At"] = new DateTimeOffset(at, TimeSpan.Zero) }, Stop);
        }

        Assert.Equal(PurgeStop.Done, await PurgeAsync());

        Assert.Single(await KeysAsync(Tables.MemberHistory, $"{Tenant}|service", ""));
        Assert.Equal([TenantKeys.History(1, "general"), TenantKeys.History(271, "general")], await KeysAsync(Tables.Tenants, Tenant, "history|"));
    }

    private Task<PurgeStop> PurgeAsync()
    {
        var receipts = new ReceiptBook(Tables);
        var removal = new RowRemoval(
            Tables, new TombstoneRemoval(new UserStore(Tables), new LedgerStore(Tables)), receipts);
        var tenants = new TenantStore(Tables);
        return new TenantPurge(
            tenants,
            this,
            new SourcePurge(Tables, new PurgeBook(Tables, receipts), removal),
            [],
            new PurgeScheduler(tenants, new ScheduleBook(Tables), null!, TimeProvider.System, NullLogger<PurgeScheduler>.Instance),
            Options.Create(new RetentionOptions { SharePercent = 100 }),
            TimeProvider.System,
            NullLogger<TenantPurge>.Instance).RunSliceAsync(Tenant, Stop);
    }

    private async Task RegisterAsync() => Assert.True(await new TenantStore(Tables).CreateAsync(
        new Tenant(Tenant, TenantState.Active, 1, now), SettingsCatalogue.General.DefaultJson, "operator", Stop));

    private Task PutTasksAsync(DateTimeOffset day, int rows) => Tables.History.SubmitInChunksAsync(
        Enumerable.Range(0, rows).Select(row => new TableTransactionAction(
            TableTransactionActionType.Add,
            new TableEntity(Partition(day), $"{row % 24:D2}{row % 60:D2}00|{row:D6}") { ["Service"] = $"service-{row}" })),
        Stop);

    private async Task<string> PutTombstoneAsync(int days)
    {
        var (id, lost) = (Guid.NewGuid().ToString("D"), now.AddDays(-days));
        var user = new NimbusUser(id, UserDetails.None, "unit", UserSource.Synced, UserState.Departed, [], lost, lost + NimbusUser.TombstoneLife);
        await Tables.Users.AddEntityAsync(UserRow.Write(Tenant, user), Stop);
        await Tables.Tenants.AddEntityAsync(
            new TableEntity(Tenant, TenantKeys.RoleAssignment(id, "1")) { ["Role"] = nameof(Role.UserSupervisor) }, Stop);
        return id;
    }

    private async Task<int> CountAsync(int days) => (await KeysAsync(Tables.History, Partition(now.AddDays(days)), "")).Count;

    private static async Task<List<string>> KeysAsync(TableClient table, string partition, string prefix)
    {
        var keys = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {prefix + "}"}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, null, ["RowKey"], Stop))
            keys.Add(row.RowKey);
        return keys;
    }

    private async Task<List<ReceiptLine>> LinesAsync()
    {
        var lines = new List<ReceiptLine>();
        await foreach (var line in new ReceiptBook(Tables).ReadAsync(Tenant, 0, Stop))
            lines.Add(line);
        return lines;
    }

    private async Task<List<(DateOnly Day, long Removed)>> ReceiptsAsync() =>
        [.. (await LinesAsync()).Where(line => line.Note.Source == RowSources.EndedTasks.Name).Select(line => (line.Note.Day!.Value, line.Note.Removed))];

    private DateOnly Day(int days) => DateOnly.FromDateTime(now.AddDays(days).UtcDateTime);

    private string Partition(DateTimeOffset day) =>
        RowSources.EndedTasks.PartitionPrefix(Tenant) + day.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
