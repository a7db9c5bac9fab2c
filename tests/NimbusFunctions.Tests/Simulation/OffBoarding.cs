using Azure.Data.Tables;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>
/// The operator takes a tenant away while slices run and messages wait, in any order of his two steps, perhaps deletes
/// its data a while later, and perhaps has it back.
/// </summary>
internal sealed class OffBoarding(World world, DayTenant tenant, Instance administration)
{
    private bool wiped;

    /// <param name="length">How long the day is.</param>
    /// <param name="register">Registers the tenant.</param>
    public async Task LiveAsync(TimeSpan length, Func<Task> register)
    {
        await WaitForAMomentAsync(length);
        tenant.OffBoarded = true;
        await TakeAwayAsync();
        if (tenant.Random.Chance(0.5))
            await WipeAsync();
        if (tenant.Random.Chance(0.5))
            await RegisterAgainAsync(register);
    }

    /// <summary>After quiet: no message goes round, and of deleted data nothing has come back.</summary>
    public async Task CheckNothingIsLeftAsync()
    {
        if (world.Queue.Holds(tenant.Id))
            world.Fail($"Messages of {tenant.Id} are still on their way, long after it was taken away.");
        if (!wiped)
            return;
        foreach (var (table, row) in await RowsAsync())
            world.Fail($"{table} {row.PartitionKey} {row.RowKey} was written after {tenant.Id} was taken away and deleted.");
    }

    private async Task TakeAwayAsync()
    {
        world.Trace.Add($"operator takes {tenant.Id} away");
        var tenants = world.Tables["Tenants"];
        var listFirst = tenant.Random.Chance(0.5);
        if (listFirst)
            await tenants.DeleteEntityAsync(TenantKeys.Index, tenant.Id);
        await PauseAsync(0, 0, 60, 900);
        if (world.Queue.UnderWay(tenant.Id) > 0)
            world.Met.Add(Encounters.OffBoardedMidRun);
        world.OffBoardWatch.Begin(tenant.Id, world.Queue.UnderWay(tenant.Id));
        var rows = new List<TableEntity>();
        await foreach (var row in tenants.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Id}")))
            rows.Add(row);
        await tenants.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row)));
        world.Trace.Add($"{tenant.Id} is taken away, {world.Queue.UnderWay(tenant.Id)} slices are under way");
        await PauseAsync(0, 0, 60, 900);
        // Or the operator's tool dies in between, and the tenant stays in the list.
        if (!listFirst && tenant.Random.Chance(0.7))
            await tenants.DeleteEntityAsync(TenantKeys.Index, tenant.Id);
    }

    /// <summary>Only when no slice can be under way any more.</summary>
    private async Task WipeAsync()
    {
        await Task.Delay(OffBoardWatch.LongestSlice + TimeSpan.FromMinutes(1), world.Time, CancellationToken.None);
        world.Trace.Add($"operator deletes the data of {tenant.Id}");
        foreach (var (table, row) in await RowsAsync())
            await world.Tables[table].DeleteEntityAsync(row.PartitionKey, row.RowKey);
        tenant.Wiped = world.Time.GetUtcNow();
        world.Watch.Forget(tenant);
        tenant.Away.Note();
        foreach (var service in tenant.Groups.Keys.Where(id => !id.StartsWith(ServiceStore.AdministratorsPrefix, StringComparison.Ordinal)).ToList())
            tenant.RemoveService(service);
        tenant.Away.Note();
        wiped = true;
    }

    private async Task RegisterAgainAsync(Func<Task> register)
    {
        await PauseAsync(0, 60, 1200);
        world.Trace.Add($"operator registers {tenant.Id} again");
        world.Met.Add(Encounters.RegisteredAgain);
        world.OffBoardWatch.End(tenant.Id);
        tenant.OffBoarded = false;
        await register();
        await administration.Scheduler.QueueNowAsync(tenant.Id, CancellationToken.None);
    }

    /// <summary>Some time of the day, most often in the middle of a slice.</summary>
    private async Task WaitForAMomentAsync(TimeSpan length)
    {
        await Task.Delay(TimeSpan.FromSeconds(tenant.Random.Below((int)length.TotalSeconds)), world.Time, CancellationToken.None);
        if (tenant.Random.Chance(0.7))
            await Task.WhenAny(world.Queue.NextDeliveryAsync(tenant.Id), Task.Delay(TimeSpan.FromMinutes(10), world.Time, CancellationToken.None));
        for (var turns = tenant.Random.Below(120); turns > 0; turns--)
            await world.Pump.TurnAsync(() => true);
    }

    private Task PauseAsync(params int[] seconds) =>
        tenant.Random.Pick(seconds) is > 0 and var wait
            ? Task.Delay(TimeSpan.FromSeconds(wait), world.Time, CancellationToken.None)
            : Task.CompletedTask;

    private async Task<List<(string Table, TableEntity Row)>> RowsAsync()
    {
        var found = new List<(string, TableEntity)>();
        foreach (var (name, table) in world.Tables)
        {
            await foreach (var row in table.QueryAsync<TableEntity>())
            {
                if (row.PartitionKey.StartsWith(tenant.Id, StringComparison.Ordinal))
                    found.Add((name, row));
            }
        }

        return found;
    }
}
