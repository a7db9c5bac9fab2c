using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tenants.Settings;

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
    public async Task<TenantSettings?> ReadAllAsync(string tenant, CancellationToken cancellation) =>
        await ReadDocumentAsync(tenant, cancellation) is { } document ? TenantSettings.Of(document) : null;

    /// <summary>The same as stored; null: there is no such tenant, or it has ended.</summary>
    public async Task<SettingsDocument?> ReadDocumentAsync(string tenant, CancellationToken cancellation)
    {
        var sections = new Dictionary<string, StoredSection>(StringComparer.Ordinal);
        Tenant? found = null;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ge {"section|"} and RowKey le {TenantKeys.Tenant}");
        await foreach (var row in tables.Tenants.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            if (row.RowKey == TenantKeys.Tenant)
                found = TenantStore.Read(row);
            else
                sections[row.RowKey] = new(row.Text("Json"), row.GetInt64("Revision") ?? 0, row.GetString("Beside"));
        }

        return found is { Ended: null } ? new(found, sections) : null;
    }

    /// <summary>Writes sections where their revisions are still those that the writer saw.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="writes">What is to be written; one revision for all of it.</param>
    /// <param name="author">Who does it, for the history.</param>
    /// <param name="cancellation">Ends the attempt; whether it is stored is then unknown.</param>
    /// <param name="together">Other rows of the tenant, written in the same transaction; null: none.</param>
    /// <returns>The new revision, or null where somebody changed one of the sections or other rows meanwhile: nothing is stored.</returns>
    /// <exception cref="RequestFailedException">The store failed, or others changed the tenant again and again.</exception>
    public async Task<long?> WriteAsync(
        string tenant, IReadOnlyCollection<SectionWrite> writes, string author, CancellationToken cancellation,
        IReadOnlyList<TableTransactionAction>? together = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            var row = (await tables.Tenants.GetEntityAsync<TableEntity>(tenant, TenantKeys.Tenant, null, cancellation)).Value;
            var revision = (row.GetInt64("Revision") ?? 0) + 1;
            var actions = new List<TableTransactionAction>
            {
                new(TableTransactionActionType.UpdateReplace, TenantStore.Write(TenantStore.Read(row) with { Revision = revision }), row.ETag),
            };
            foreach (var write in writes)
            {
                var stored = await ReadAsync(tenant, write.Section, cancellation);
                if (stored.Revision != write.Expected)
                    return null;
                actions.AddRange(Actions(tenant, write, stored, revision, author));
            }

            var own = actions.Count;
            actions.AddRange(together ?? []);
            try
            {
                await tables.Tenants.SubmitTransactionAsync(actions, cancellation);
                return revision;
            }
            catch (TableTransactionFailedException failure) when (failure.FailedTransactionActionIndex >= own && RowConflict.IsOrGone(failure))
            {
                return null;
            }
            catch (TableTransactionFailedException failure) when (RowConflict.Is(failure) && attempt < TriesAgainstOthers)
            {
                // Something else of the tenant was written between the read and the write; look again.
            }
        }
    }

    /// <summary>Writes one section.</summary>
    public Task<long?> WriteAsync(string tenant, ISettingsSection section, string json, long expected, string author, CancellationToken cancellation) =>
        WriteAsync(tenant, [new(section, json, expected)], author, cancellation);

    private IEnumerable<TableTransactionAction> Actions(string tenant, SectionWrite write, StoredSection stored, long revision, string author)
    {
        var now = time.GetUtcNow();
        yield return new(TableTransactionActionType.UpsertReplace, new TableEntity(tenant, TenantKeys.Section(write.Section.Name))
        {
            ["Json"] = write.Json,
            ["Revision"] = revision,
            ["Beside"] = write.Section.Beside(stored, write.Json, now),
        });
        yield return new(TableTransactionActionType.Add, new TableEntity(tenant, TenantKeys.History(revision, write.Section.Name))
        {
            ["Section"] = write.Section.Name,
            ["Author"] = author,
            ["At"] = now,
            ["Was"] = stored.Json,
            ["Json"] = write.Json,
        });
    }
}

/// <summary>A section that is to be written.</summary>
/// <param name="Section">The section.</param>
/// <param name="Json">As it is to be.</param>
/// <param name="Expected">The revision that it has still to have.</param>
internal sealed record SectionWrite(ISettingsSection Section, string Json, long Expected);

/// <summary>A section as stored.</summary>
/// <param name="Json">What somebody wrote, or the defaults.</param>
/// <param name="Revision">The revision that wrote it; 0: nobody did yet.</param>
/// <param name="Beside">What the section's capability keeps with it, such as former days of the retention; null: nothing.</param>
internal sealed record StoredSection(string Json, long Revision, string? Beside = null)
{
    /// <summary>The entity tag that callers send back in <c>If-Match</c>.</summary>
    public string ETag => $"\"{Revision}\"";
}
