using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks.History;

namespace NimbusFunctions.Tasks.Endpoints;

/// <summary>When tasks of a service had their slots: ended ones from the history, live ones from the slots.</summary>
internal sealed class TaskSpans(StoreTables tables, TaskReader reader)
{
    private static readonly string[] Columns = ["PartitionKey", "RowKey", "Modality", "Created", "Ended"];

    /// <param name="tenant">The tenant.</param>
    /// <param name="service">The service.</param>
    /// <param name="from">Tasks that ended before are left out.</param>
    /// <param name="to">Now: a task that lives ends then.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<ILookup<Modality, TaskSpan>> ReadAsync(
        string tenant, string service, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var spans = new List<(Modality Modality, TaskSpan Span)>();
        for (var day = from.UtcDateTime.Date; day <= to.UtcDateTime.Date; day = day.AddDays(1))
        {
            var partition = TaskHistory.Partition(tenant, new(day, TimeSpan.Zero));
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and Service eq {service}");
            await foreach (var row in tables.History.QueryAsync<TableEntity>(filter, null, Columns, cancellation))
            {
                if (row.GetDateTimeOffset("Created") is { } created && row.GetDateTimeOffset("Ended") is { } ended && ended >= from)
                    spans.Add((row.Word<Modality>("Modality"), new(created, ended)));
            }
        }

        foreach (var modality in Enum.GetValues<Modality>())
        {
            var slots = await reader.SlotsAsync(TaskPartition.Of(tenant, service, modality), cancellation);
            spans.AddRange(slots.Taken.Select(slot => (modality, new TaskSpan(slot.Since, to))));
        }

        return spans.ToLookup(span => span.Modality, span => span.Span);
    }
}
