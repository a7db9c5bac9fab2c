using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tenants.Secrets;

/// <summary>What is known of the secrets beside their values: rows <c>secret|{name}</c> of the tenant in <c>Tenants</c>.</summary>
internal sealed class SecretRows(StoreTables tables)
{
    public const string Prefix = "secret|";

    /// <summary>Null where it is not set.</summary>
    public async Task<StoredSecret?> FindAsync(string tenant, string name, CancellationToken cancellation)
    {
        var row = await tables.Tenants.GetEntityIfExistsAsync<TableEntity>(tenant, Prefix + name, null, cancellation);
        return row.HasValue ? new(Read(row.Value!), row.Value!.ETag) : null;
    }

    public async Task<IReadOnlyList<SecretAnswer>> ListAsync(string tenant, CancellationToken cancellation)
    {
        var found = new List<SecretAnswer>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ge {Prefix} and RowKey lt {"secret}"}");
        await foreach (var row in tables.Tenants.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            found.Add(Read(row));
        return found;
    }

    /// <summary>Writes it over what was read.</summary>
    /// <returns>False where somebody else changed it meanwhile.</returns>
    public async Task<bool> WriteAsync(string tenant, SecretAnswer secret, ETag? over, CancellationToken cancellation)
    {
        var row = new TableEntity(tenant, Prefix + secret.Name) { ["Since"] = secret.Since, ["By"] = secret.By };
        if (secret.LastCheck is { } check)
            (row["CheckedAt"], row["CheckOk"], row["CheckSays"]) = (check.At, check.Ok, check.Says);
        return await tables.Tenants.WriteOverAsync(row, over, cancellation) is not null;
    }

    public Task RemoveAsync(string tenant, string name, CancellationToken cancellation) =>
        tables.Tenants.DeleteEntityAsync(tenant, Prefix + name, ETag.All, cancellation);

    private static SecretAnswer Read(TableEntity row) => new(
        row.RowKey[Prefix.Length..],
        true,
        row.GetDateTimeOffset("Since"),
        row.GetString("By"),
        row.GetDateTimeOffset("CheckedAt") is { } at ? new(at, row.GetBoolean("CheckOk") ?? false, row.GetString("CheckSays") ?? "") : null);
}

/// <summary>A secret's row as read, with the tag that guards its next change.</summary>
internal sealed record StoredSecret(SecretAnswer Secret, ETag ETag);
