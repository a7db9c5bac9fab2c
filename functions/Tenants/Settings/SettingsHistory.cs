using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tenants.Settings;

/// <summary>Who changed which settings, newest first. Secrets are never in it, because no section holds one.</summary>
internal sealed class SettingsHistory(StoreTables tables)
{
    private const int RevisionsAtOnce = 100;

    /// <param name="tenant">The tenant.</param>
    /// <param name="newest">No newer revision; the tenant's own at first.</param>
    /// <param name="most">How many changes at most, but all of one revision.</param>
    /// <param name="section">Of this section alone; null: of all.</param>
    /// <param name="mayRead">Which field of which section the reader may read.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The changes, and the revision to go on from; null: there is nothing older.</returns>
    public async Task<(IReadOnlyList<SettingsChange> Changes, long? Next)> ReadAsync(
        string tenant, long newest, int most, ISettingsSection? section, Func<ISettingsSection, string, bool> mayRead, CancellationToken cancellation)
    {
        var changes = new List<SettingsChange>();
        for (var to = newest; to > 0; to -= RevisionsAtOnce)
        {
            var rows = await RowsAsync(tenant, Math.Max(1, to - RevisionsAtOnce + 1), to, cancellation);
            foreach (var revision in rows.GroupBy(RevisionOf).OrderByDescending(revision => revision.Key))
            {
                if (changes.Count >= most)
                    return (changes, revision.Key);
                changes.AddRange(revision.Select(row => Read(row, revision.Key, mayRead)).OfType<SettingsChange>()
                    .Where(change => section is null || change.Section == section.Name));
            }
        }

        return (changes, null);
    }

    private async Task<IReadOnlyList<TableEntity>> RowsAsync(string tenant, long from, long to, CancellationToken cancellation)
    {
        var rows = new List<TableEntity>();
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {tenant} and RowKey ge {TenantKeys.HistoryOf(from)} and RowKey lt {TenantKeys.HistoryOf(to + 1)}");
        await foreach (var row in tables.Tenants.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            rows.Add(row);
        return rows;
    }

    private static long RevisionOf(TableEntity row) => long.Parse(row.RowKey.Split('|')[1], CultureInfo.InvariantCulture);

    /// <returns>Null where nothing changed that the reader may read.</returns>
    private static SettingsChange? Read(TableEntity row, long revision, Func<ISettingsSection, string, bool> mayRead)
    {
        if (!SettingsCatalogue.All.TryGetValue(row.Text("Section"), out var section))
            return null;
        var (was, json) = (row.GetString("Was") ?? section.DefaultJson, row.Text("Json"));
        var fields = ChangedFields.Between(was, json).Where(field => mayRead(section, field)).ToList();
        return fields.Count == 0
            ? null
            : new(revision, section.Name, row.Text("Author"), row.GetDateTimeOffset("At") ?? default, Only(was, fields), Only(json, fields));
    }

    private static JsonObject Only(string json, IReadOnlyCollection<string> fields)
    {
        var all = SectionJson.Parse(json);
        foreach (var field in all.Select(field => field.Key).Except(fields).ToList())
            all.Remove(field);
        return all;
    }
}
