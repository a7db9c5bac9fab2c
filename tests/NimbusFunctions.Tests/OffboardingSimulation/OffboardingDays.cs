using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Retention.Guards;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tests.OffboardingSimulation;

/// <summary>A seed's days: a tenant is asked to go, perhaps called off, confirmed, perhaps held, gone, and back again.</summary>
internal sealed class OffboardingDays(OffboardingWorld world)
{
    private const string Tenant = OffboardingWorld.Tenant;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Roughness = TimeSpan.FromHours(24);
    private static readonly TimeSpan Patience = TimeSpan.FromHours(36);

    private readonly StoreTables tables = new(name => world.Tables[name]);
    private readonly List<Tenant> seen = [];
    private IReadOnlyDictionary<string, string> neighbours = null!;
    private long rowsAtTheEnd;
    private bool isOver;

    public void Run()
    {
        try
        {
            world.Pump.RunUntil(LiveAsync());
        }
        catch (Exception failure)
        {
            world.Fail(failure.ToString());
        }
    }

    private TenantStore Tenants => new(tables);

    private async Task LiveAsync()
    {
        var filler = new TenantFiller(world.Tables, world.Time.GetUtcNow());
        foreach (var neighbour in TenantFiller.NeighboursOf(Tenant))
            await filler.FillAsync(neighbour, 3, "neighbour");
        neighbours = await NeighboursAsync();
        await RegisterAsync("first");
        await filler.FillAsync(Tenant, world.Rows, "first");
        for (var number = 0; number < world.Processes; number++)
            world.Start();
        world.Rough = !world.IsCalm;
        var others = Task.WhenAll(TickAsync(), KillAsync(), world.Observe(GuardAsync()));
        await OffBoardAsync();
        await CheckGoneAsync();
        world.Trace.Add("it is registered again");
        await RegisterAsync("second");
        await filler.FillAsync(Tenant, world.Rows, "second");
        await Task.Delay(TimeSpan.FromHours(4), world.Time, CancellationToken.None);
        (isOver, world.Rough) = (true, false);
        await others;
        await CheckBackAsync();
    }

    private async Task RegisterAsync(string life)
    {
        var registered = await Tenants.CreateAsync(
            new Tenant(Tenant, TenantState.Active, 1, world.Time.GetUtcNow()), SettingsCatalogue.General.DefaultJson, life, CancellationToken.None);
        if (!registered)
            world.Fail($"The {life} life could not begin.");
        foreach (var team in new[] { "a", null })
        {
            await new ServiceStore(tables).CreateAsync(
                Tenant,
                new(
                    $"service-{team ?? "none"}", $"{team ?? "none"}@x.example", "Desk", team is null ? "None" : "MsTeams", team, "unit", "ContactCenter",
                    [], false, false, true, true, "Normal", "TeamOwner", ServiceState.Operational, 3, world.Time.GetUtcNow()),
                CancellationToken.None);
        }
    }

    private async Task OffBoardAsync()
    {
        await DoAsync(process => process.Steps.AskAsync(Tenant, "operator", CancellationToken.None));
        if (!world.IsCalm && world.Chances.Chance(0.3))
            await CallOffAsync();
        var until = world.Time.GetUtcNow() + Patience;
        for (var isConfirmed = false; await Tenants.FindStoredAsync(Tenant, CancellationToken.None) is { Tenant: var tenant };)
        {
            if (tenant.Ended is null && !isConfirmed)
                isConfirmed = await DoAsync(process => process.Steps.ConfirmAsync(Tenant, "operator", CancellationToken.None)) is { Tenant: not null };
            if (tenant.Ended is not null && rowsAtTheEnd == 0)
                rowsAtTheEnd = (await RowsAsync()).Count(row => Goes(row.Table, row.Row));
            // No proof comes about where every tenth operation fails for ever.
            world.Rough = world.Rough && world.Time.GetUtcNow() < until - Patience + Roughness;
            if (world.Time.GetUtcNow() > until)
            {
                world.Fail("The tenant is still there.");
                return;
            }

            seen.Add(tenant);
            // Once it has ended, in a hurry to be back: removals that are late or hang meet its next life.
            await Task.Delay(tenant.Ended is null ? TimeSpan.FromMinutes(5) : TimeSpan.FromSeconds(2), world.Time, CancellationToken.None);
        }
    }

    private async Task CallOffAsync()
    {
        await Task.Delay(TimeSpan.FromMinutes(world.Chances.Below(120)), world.Time, CancellationToken.None);
        await DoAsync(process => process.Steps.CancelAsync(Tenant, "operator", CancellationToken.None));
        await Task.Delay(TimeSpan.FromMinutes(10), world.Time, CancellationToken.None);
        if (await Tenants.FindAsync(Tenant, CancellationToken.None) is not { IsPendingDeletion: false })
            world.Fail("The tenant is still to go although that was called off.");
        if ((await new ServiceStore(tables).FindAsync(Tenant, "service-a", CancellationToken.None))?.Service.State != ServiceState.Operational)
            world.Fail("A service of a team did not come back.");
        await DoAsync(process => process.Steps.AskAsync(Tenant, "operator", CancellationToken.None));
    }

    /// <summary>Repeats a call until somebody answers it.</summary>
    private async Task<T> DoAsync<T>(Func<OffboardingProcess, Task<T>> call)
    {
        while (true)
        {
            if (world.Alive is { Count: > 0 } alive)
            {
                try
                {
                    var answer = call(world.Chances.Pick(alive));
                    await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMinutes(4), world.Time, CancellationToken.None));
                    if (answer.IsCompleted)
                        return await answer;
                }
                catch (Exception failure) when (failure is RequestFailedException or Azure.Messaging.ServiceBus.ServiceBusException)
                {
                    world.Trace.Add($"a call failed: {failure.Message}");
                }
            }

            await Task.Delay(TimeSpan.FromSeconds(30), world.Time, CancellationToken.None);
        }
    }

    private async Task TickAsync()
    {
        while (!isOver)
        {
            if (world.Alive is { Count: > 0 } alive)
                _ = world.Observe(QueueAsync(world.Chances.Pick(alive)));
            await Task.Delay(Hour, world.Time, CancellationToken.None);
        }
    }

    private static async Task QueueAsync(OffboardingProcess process)
    {
        try
        {
            await process.Scheduler.QueueAllAsync(CancellationToken.None);
        }
        catch (RequestFailedException)
        {
            // The timer comes again in an hour.
            return;
        }
    }

    private async Task KillAsync()
    {
        for (var kill = 0; kill < world.Kills && !isOver; kill++)
        {
            await Task.Delay(TimeSpan.FromMinutes(1 + world.Chances.Below(90)), world.Time, CancellationToken.None);
            if (world.Alive is { Count: > 0 } alive)
                world.Chances.Pick(alive).OperationsLeft = 1 + world.Chances.Below(120);
        }
    }

    /// <summary>A hold that comes at any time, the removal's too: from then on nothing goes until it is released.</summary>
    private async Task GuardAsync()
    {
        if (world.IsCalm || world.Chances.Chance(0.5))
            return;
        await Task.Delay(TimeSpan.FromSeconds(world.Chances.Below(12 * 3_600)), world.Time, CancellationToken.None);
        var guards = new GuardStore(tables);
        try
        {
            await guards.AddHoldAsync(Tenant, new("a", null, "service-a", "why", "operator", world.Time.GetUtcNow()), CancellationToken.None);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return;
        }

        world.Trace.Add("a hold is set");
        await Task.Delay(GuardsCount, world.Time, CancellationToken.None);
        var before = (await RowsAsync()).Count(IsData);
        await Task.Delay(TimeSpan.FromHours(3), world.Time, CancellationToken.None);
        if ((await RowsAsync()).Count(IsData) < before)
            world.Fail("Rows went under a hold.");
        await guards.RemoveHoldAsync(Tenant, "a", CancellationToken.None);
        world.Trace.Add("the hold is released");
    }

    // Five seconds, and what a transaction takes that hangs or comes late, with the rest after it.
    private static readonly TimeSpan GuardsCount = TimeSpan.FromMinutes(3);

    private static bool IsData((string Table, TableEntity Row) row) => row.Table == "History";

    private async Task CheckGoneAsync()
    {
        foreach (var (table, row) in await RowsAsync())
        {
            if (!IsKept(table, row))
                world.Fail($"{table} {row.PartitionKey} {row.RowKey} is left.");
        }

        var receipts = new ReceiptBook(tables);
        if (await receipts.VerifyAsync(Tenant, CancellationToken.None) is { } fault)
            world.Fail(fault);
        var removed = 0L;
        await foreach (var line in receipts.ReadAsync(Tenant, 0, CancellationToken.None))
            removed += line.Note.Action == ReceiptActions.OffBoarded ? line.Note.Removed : 0;
        if (removed != rowsAtTheEnd)
            world.Fail($"The receipts tell of {removed} rows, there were {rowsAtTheEnd}.");
        if (seen.Any(tenant => tenant.Ended is { } ended && ended < tenant.DeletionEnds))
            world.Fail("The grace time was cut short.");
    }

    private async Task CheckBackAsync()
    {
        var fresh = (await RowsAsync()).Count(row => row.Row.GetString("Life") == "second");
        if (fresh < (16 * world.Rows) + 1)
            world.Fail($"Of the second life {fresh} rows are left.");
        if (!(await Tenants.ListAsync(CancellationToken.None)).Contains(Tenant))
            world.Fail("The tenant came back and is not listed.");
        var now = await NeighboursAsync();
        if (!now.OrderBy(row => row.Key, StringComparer.Ordinal).SequenceEqual(neighbours.OrderBy(row => row.Key, StringComparer.Ordinal)))
            world.Fail("A neighbour's rows were changed.");
    }

    private static bool IsKept(string table, TableEntity row) => table switch
    {
        // The purge of the receipts themselves goes on, and the next one removes what a crash after the last step has left.
        "Receipts" => row.RowKey is "head" or "schedule" or "removal" or "cursor|receipts" || row.RowKey.StartsWith("line|", StringComparison.Ordinal),
        "Tenants" => row.PartitionKey == TenantKeys.Ended,
        _ => false,
    };

    /// <summary>Whether a removal takes and counts a row: a hold is ended by people, the tenant's own row is the last step.</summary>
    private static bool Goes(string table, TableEntity row) => table switch
    {
        "Receipts" => row.RowKey == "cursor|receipts" || !IsKept(table, row),
        "Tenants" => row.PartitionKey == Tenant && row.RowKey != TenantKeys.Tenant && !row.RowKey.StartsWith(GuardStore.Prefix, StringComparison.Ordinal),
        _ => true,
    };

    /// <summary>Rows that are the tenant's by any key or text.</summary>
    private async Task<List<(string Table, TableEntity Row)>> RowsAsync() =>
        (await AllAsync()).FindAll(row => row.Row.GetString("Of") is { } of
            ? of == Tenant
            : row.Row.PartitionKey == Tenant || row.Row.RowKey == Tenant || row.Row.PartitionKey.StartsWith(Tenant + "|", StringComparison.Ordinal));

    private async Task<IReadOnlyDictionary<string, string>> NeighboursAsync() => (await AllAsync())
        .Where(row => row.Row.GetString("Life") == "neighbour")
        .ToDictionary(row => $"{row.Table} {row.Row.PartitionKey} {row.Row.RowKey}", row => row.Row.ETag.ToString());

    private async Task<List<(string Table, TableEntity Row)>> AllAsync()
    {
        var found = new List<(string, TableEntity)>();
        foreach (var (name, table) in world.Tables)
        {
            await foreach (var row in table.QueryAsync<TableEntity>())
                found.Add((name, row));
        }

        return found;
    }
}
