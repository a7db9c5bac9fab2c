using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Directory.Services.Settings;

/// <summary>
/// Who changed what of a service: rows beside the service's own, written with it, <c>history|{service}|{made}|{revision}</c>.
/// A later service of the same id has a history of its own.
/// </summary>
internal sealed class ServiceHistory(StoreTables tables)
{
    /// <summary>How the rows' keys begin.</summary>
    public const string Prefix = "history|";

    private const int RevisionsAtOnce = 100;

    /// <summary>The row of a change, to be written with the service.</summary>
    public static TableEntity Row(string tenant, Service before, Service after, string author, DateTimeOffset now)
    {
        var (was, becomes) = (ServiceDocument.Of(before), ServiceDocument.Of(after));
        var changed = ServiceDocument.Between(was, becomes);
        return new(tenant, Key(after, after.Settings.Revision))
        {
            ["Service"] = after.Id,
            ["Author"] = author,
            ["At"] = now,
            ["Was"] = ServiceDocument.Only(was, changed).ToJsonString(),
            ["Json"] = ServiceDocument.Only(becomes, changed).ToJsonString(),
        };
    }

    /// <param name="tenant">The tenant.</param>
    /// <param name="service">The service.</param>
    /// <param name="newest">No newer revision.</param>
    /// <param name="most">How many changes at most, but all of one revision.</param>
    /// <param name="section">Of this section alone; null: of all.</param>
    /// <param name="mayRead">What the reader may read.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The changes, newest first, and the revision to go on from; null: there is nothing older.</returns>
    public async Task<(IReadOnlyList<SettingsChange> Changes, long? Next)> ReadAsync(
        string tenant, Service service, long newest, int most, ServiceSection? section, Func<ServiceField, bool> mayRead, CancellationToken cancellation)
    {
        var changes = new List<SettingsChange>();
        for (var to = newest; to > 0; to -= RevisionsAtOnce)
        {
            foreach (var row in (await RowsAsync(tenant, service, Math.Max(1, to - RevisionsAtOnce + 1), to, cancellation)).Reverse())
            {
                var revision = long.Parse(row.RowKey[(row.RowKey.LastIndexOf('|') + 1)..], CultureInfo.InvariantCulture);
                if (changes.Count >= most)
                    return (changes, revision);
                changes.AddRange(ChangesOf(row, revision, section, mayRead));
            }
        }

        return (changes, null);
    }

    private async Task<IEnumerable<TableEntity>> RowsAsync(string tenant, Service service, long from, long to, CancellationToken cancellation)
    {
        var rows = new List<TableEntity>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ge {Key(service, from)} and RowKey le {Key(service, to)}");
        await foreach (var row in tables.Services.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            rows.Add(row);
        return rows;
    }

    private static IEnumerable<SettingsChange> ChangesOf(TableEntity row, long revision, ServiceSection? section, Func<ServiceField, bool> mayRead)
    {
        var (was, json) = (JsonNode.Parse(row.Text("Was"))!.AsObject(), JsonNode.Parse(row.Text("Json"))!.AsObject());
        foreach (var known in ServiceCatalogue.InOrder.Where(known => (section is null || section == known) && json.ContainsKey(known.Name)))
        {
            var fields = known.Fields.Where(field => json[known.Name]!.AsObject().ContainsKey(field.Name) && mayRead(field)).ToList();
            if (fields.Count > 0)
                yield return new(revision, known.Name, row.Text("Author"), row.GetDateTimeOffset("At") ?? default, Only(was[known.Name]!, fields), Only(json[known.Name]!, fields));
        }
    }

    private static JsonObject Only(JsonNode all, IEnumerable<ServiceField> fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, all[field.Name]?.DeepClone())));

    private static string Key(Service service, long revision) => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix}{service.Id}|{service.Created.UtcDateTime:yyyyMMddHHmmss}|{revision:D10}");
}
