using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Interact;

/// <summary>
/// The widget keys: row <c>widget-key</c> of the tenant in <c>Tenants</c>, and partition <c>widget-keys</c>, whose rows lead from
/// a key's hash to its tenant. The hash comes first: one that leads to a tenant with another key by now opens nothing.
/// </summary>
internal sealed class WidgetKeyStore(StoreTables tables, TimeProvider time)
{
    public const string Index = "widget-keys";
    private const string Row = "widget-key";

    /// <summary>The tenant's key; made where there is none yet.</summary>
    public async Task<WidgetKey> ReadAsync(string tenant, CancellationToken cancellation)
    {
        while (true)
        {
            if (await FindAsync(tenant, cancellation) is { } found)
                return found.Key;
            if (await WriteAsync(tenant, WidgetKey.New(time.GetUtcNow(), ""), null, cancellation) is { } made)
                return made;
        }
    }

    /// <summary>Makes a new key; the former one opens nothing any more.</summary>
    public async Task<WidgetKey> RegenerateAsync(string tenant, string by, CancellationToken cancellation)
    {
        while (true)
        {
            var before = await FindAsync(tenant, cancellation);
            if (await WriteAsync(tenant, WidgetKey.New(time.GetUtcNow(), by), before?.ETag, cancellation) is not { } made)
                continue;
            if (before is { } former)
                await tables.Tenants.DeleteEntityAsync(Index, HashOf(former.Key.Key), ETag.All, cancellation);
            return made;
        }
    }

    /// <summary>Whose key it is; null: nobody's.</summary>
    public async Task<string?> TenantOfAsync(string key, CancellationToken cancellation)
    {
        var row = await tables.Tenants.GetEntityIfExistsAsync<TableEntity>(Index, HashOf(key), null, cancellation);
        return row.HasValue && row.Value!.GetString("Tenant") is { } tenant
            && await FindAsync(tenant, cancellation) is { } stored && stored.Key.Is(key) ? tenant : null;
    }

    private async Task<(WidgetKey Key, ETag ETag)?> FindAsync(string tenant, CancellationToken cancellation)
    {
        var row = await tables.Tenants.GetEntityIfExistsAsync<TableEntity>(tenant, Row, null, cancellation);
        return row.HasValue
            ? (new(row.Value!.Text("Key"), row.Value!.GetDateTimeOffset("Since") ?? default, row.Value!.Text("By")), row.Value!.ETag)
            : null;
    }

    /// <returns>Null where somebody else was first.</returns>
    private async Task<WidgetKey?> WriteAsync(string tenant, WidgetKey key, ETag? over, CancellationToken cancellation)
    {
        await tables.Tenants.UpsertEntityAsync(
            new TableEntity(Index, HashOf(key.Key)) { ["Tenant"] = tenant }, TableUpdateMode.Replace, cancellation);
        var row = new TableEntity(tenant, Row) { ["Key"] = key.Key, ["Since"] = key.Since, ["By"] = key.By }.Signed();
        // The refusal may be that of the client's repetition, over the row that it has just written.
        if (await tables.Tenants.WriteOverAsync(row, over, cancellation) is not null || await tables.Tenants.FindOwnAsync(row, cancellation) is not null)
            return key;
        await tables.Tenants.DeleteEntityAsync(Index, HashOf(key.Key), ETag.All, cancellation);
        return null;
    }

    private static string HashOf(string key) => StableHash.Hex(key);
}
