using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks.Slots;

namespace NimbusFunctions.Retention.Subjects;

/// <summary>
/// Replaces names in rows of live tasks. The slots are written with them under a new transaction's name: a process that
/// remembers the partition's tasks reads them again instead of writing back what it knew.
/// </summary>
internal sealed class LaneErasure(StoreTables tables)
{
    public async Task<ErasureOutcome> RewriteAsync(
        IReadOnlyList<TableEntity> rows, SubjectNames names, string pseudonym, CancellationToken cancellation)
    {
        var partition = rows[0].PartitionKey;
        var slots = await tables.Tasks.GetEntityIfExistsAsync<TableEntity>(partition, SlotRow.Key, null, cancellation);
        var actions = rows.Where(row => row.RowKey != SlotRow.Key)
            .SelectMany(row => RowRewrite.Replacing(row, RowRewrite.Of(SubjectDeed.Task, row, names, pseudonym))).ToList();
        if (slots.HasValue)
        {
            var book = SlotRow.Read(slots.Value!).CommittedAs(Guid.NewGuid().ToString("N")[..16]);
            actions.Add(new(TableTransactionActionType.UpdateReplace, SlotRow.Write(partition, book), slots.Value!.ETag));
        }

        try
        {
            await tables.Tasks.SubmitTransactionAsync(actions, cancellation);
            return new(rows.Count, 0, 0);
        }
        catch (TableTransactionFailedException failure) when (RowConflict.IsOrGone(failure))
        {
            return new(0, rows.Count, 0);
        }
    }
}
