using Azure.Data.Tables;
using NimbusFunctions.Retention.Kinds;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tests.RetentionSimulation;

/// <summary>What must be true when it has been quiet for more than a day.</summary>
internal sealed class PurgeOutcome(PurgeWorld world, StoreTables tables)
{
    private static readonly TimeSpan Latest = TimeSpan.FromHours(24);

    public async Task CheckAsync()
    {
        var now = world.Time.GetUtcNow();
        foreach (var (key, row) in world.Watch.Rows)
        {
            if (row.Source is { } source && !world.Guards.IsHeld(row) && row.At.AddDays(source.DaysOf(world.Guards.Now.InForce)) + Latest <= now)
                world.Fail($"{key} of {row.At:u} should be gone.");
        }

        foreach (var (key, _) in world.Watch.Rows)
        {
            if (!(await world.Tables[key.Table].GetEntityIfExistsAsync<TableEntity>(key.Partition, key.Row, null, CancellationToken.None)).HasValue)
                world.Fail($"{key} is gone and nobody saw it.");
        }

        await CheckReceiptsAsync();
    }

    private async Task CheckReceiptsAsync()
    {
        var book = new ReceiptBook(tables);
        if (await book.VerifyAsync(PurgeWorld.Tenant, CancellationToken.None) is { } fault)
            world.Fail(fault);
        // Receipts of which the days are over too; the chain has told that it begins later.
        if (await book.FindAsync(PurgeWorld.Tenant, ReceiptRows.KeyOf(1), CancellationToken.None) is null)
            return;
        var told = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var line in book.ReadAsync(PurgeWorld.Tenant, 0, CancellationToken.None))
        {
            if (line.Note.Counted != line.Note.Removed + line.Note.Held)
                world.Fail($"Line {line.Number} does not add up: {line.Note}.");
            told[line.Note.Source] = told.GetValueOrDefault(line.Note.Source) + line.Note.Removed;
        }

        // What the day that is being cut has lost is told when it is over; a batch that broke off is counted when its day is
        // purged again, which it is not while a longer retention has taken it back in.
        var brokenOff = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var row in tables.Receipts.QueryAsync<TableEntity>($"PartitionKey eq '{PurgeWorld.Tenant}' and RowKey ge 'work|' and RowKey lt 'work}}'"))
        {
            var source = row.RowKey.Split('|')[1];
            told[source] = told.GetValueOrDefault(source) + row.GetInt64("Removed")!.Value;
            brokenOff[source] = brokenOff.GetValueOrDefault(source) + BatchKeys.Read(row.GetBinary("Rows")).Count;
        }

        foreach (var source in RowSources.All)
        {
            var (gone, said) = (world.Watch.Gone.GetValueOrDefault(source.Name), told.GetValueOrDefault(source.Name));
            if (said > gone || said < gone - brokenOff.GetValueOrDefault(source.Name))
                world.Fail($"{source.Name}: the receipts tell of {said} rows, {gone} are gone.");
        }
    }
}
