using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tenants;

/// <summary>
/// Reads and writes sections. A write changes the tenant's revision, the section and the history in one
/// transaction guarded by the tenant row's ETag, so that two writers never share a revision.
/// </summary>
internal sealed class SettingsStore(StoreTables tables, TimeProvider time)
{
    private const int TriesAgainstOthers = 5;

    public async Task<StoredSection> ReadAsync(string tenant, ISettingsSection section, CancellationToken cancellation)
    {
        var row = await tables.Tenants.GetEntityIfExistsAsync<TableEntity>(
            tenant, TenantKeys.Section(section.Name), null, cancellation);
        return row.HasValue
            ? new(row.Value!.Text("Json"), row.Value!.GetInt64("Revision") ?? 0, row.Value!.GetString("Beside"))
            : new(section.DefaultJson, 0);
    }

    /// <summary>All sections at one revision: the tenant's rows are one partition and read as one page.</summary>
    public async Task<TenantSettings?> ReadAllAsync(string tenant, CancellationToken cancellation)
    {
        var json = new Dictionary<string, string>(StringComparer.Ordinal);
        long? revision = null;
        var state = TenantState.Active;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ge {"section|"} and RowKey le {TenantKeys.Tenant}");
        await foreach (var row in tables.Tenants.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            if (row.RowKey == TenantKeys.Tenant)
                (revision, state) = (row.GetInt64("Revision") ?? 0, row.Word<TenantState>("State"));
            else
                json[row.RowKey] = row.Text("Json");
        }

        return revision is { } current
            ? new(current, Of(SettingsCatalogue.General), Of(SettingsCatalogue.Provisioning), Of(SettingsCatalogue.Removals), Of(SettingsCatalogue.Limits)) { State = state, Presence = Of(SettingsCatalogue.Presence), Retention = Of(SettingsCatalogue.Retention) }
            : null;

        T Of<T>(SettingsSection<T> section) where T : class => section.Parse(json.GetValueOrDefault(TenantKeys.Section(section.Name)));
    }

    /// <summary>Writes a section where its revision is still <paramref name="expected"/>.</summary>
    /// <returns>The new revision, or null where somebody changed the section meanwhile.</returns>
    /// <exception cref="RequestFailedException">The store failed, or others changed the tenant again and again.</exception>
    public async Task<long?> WriteAsync(
        string tenant, ISettingsSection section, string json, long expected, string author, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var row = (await tables.Tenants.GetEntityAsync<TableEntity>(tenant, TenantKeys.Tenant, null, cancellation)).Value;
            var stored = await ReadAsync(tenant, section, cancellation);
            if (stored.Revision != expected)
                return null;
            var now = time.GetUtcNow();
            var revision = (row.GetInt64("Revision") ?? 0) + 1;
            var next = TenantStore.Write(TenantStore.Read(row) with { Revision = revision });
            try
            {
                await tables.Tenants.SubmitTransactionAsync(
                    [
                        new(TableTransactionActionType.UpdateReplace, next, row.ETag),
                        new(TableTransactionActionType.UpsertReplace, new TableEntity(tenant, TenantKeys.Section(section.Name))
                        {
                            ["Json"] = json,
                            ["Revision"] = revision,
                            ["Beside"] = section.Beside(stored, json, now),
                        }),
                        new(TableTransactionActionType.Add, new TableEntity(tenant, TenantKeys.History(revision))
                        {
                            ["Section"] = section.Name,
                            ["Author"] = author,
                            ["At"] = now,
                            ["Json"] = json,
                        }),
                    ],
                    cancellation);
                return revision;
            }
            catch (TableTransactionFailedException failure) when (RowConflict.Is(failure) && attempt < TriesAgainstOthers)
            {
                // Another section was written between the read and the write; look again.
            }
        }
    }
}

/// <summary>A section as stored.</summary>
/// <param name="Json">What somebody wrote, or the defaults.</param>
/// <param name="Revision">The revision that wrote it; 0: nobody did yet.</param>
/// <param name="Beside">What the section's capability keeps with it, such as former days of the retention; null: nothing.</param>
internal sealed record StoredSection(string Json, long Revision, string? Beside = null)
{
    /// <summary>The entity tag that callers send back in <c>If-Match</c>.</summary>
    public string ETag => $"\"{Revision}\"";
}
