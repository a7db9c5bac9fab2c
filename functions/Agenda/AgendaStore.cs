using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Agenda;

/// <summary>
/// The <c>Agenda</c> table. An item is written before the transaction that it belongs to, so an orphan is normal:
/// whoever reads a due item looks whether its business still stands.
/// </summary>
internal sealed class AgendaStore(StoreTables tables)
{
    public Task AddAsync(AgendaItem item, CancellationToken cancellation) => tables.Agenda.UpsertEntityAsync(
        new TableEntity(AgendaKeys.Partition(item), AgendaKeys.Row(item))
        {
            ["Due"] = item.Due,
            ["Kind"] = item.Kind,
            ["Subject"] = item.Subject,
        },
        TableUpdateMode.Replace,
        cancellation);

    /// <summary>
    /// What is due up to <paramref name="now"/>, oldest first. Leftovers of minutes long past are found too: an
    /// app that was down misses nothing.
    /// </summary>
    public async IAsyncEnumerable<AgendaItem> DueAsync(
        DateTimeOffset now, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var end = AgendaKeys.Minute(now) + "~";
        var rows = tables.Agenda.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey lt {end}"), cancellationToken: cancellation);
        await foreach (var row in rows)
        {
            var item = new AgendaItem(row.GetDateTimeOffset("Due") ?? now, row.Text("Kind"), row.Text("Subject"));
            if (item.Due <= now)
                yield return item;
        }
    }

    public Task RemoveAsync(AgendaItem item, CancellationToken cancellation) =>
        tables.Agenda.DeleteEntityAsync(AgendaKeys.Partition(item), AgendaKeys.Row(item), ETag.All, cancellation);
}
