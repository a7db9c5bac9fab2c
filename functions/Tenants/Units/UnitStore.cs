using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tenants.Units;

/// <summary>
/// Writes organization units: rows <c>unit|{id}</c> of <c>Tenants</c>. What a tree must be is about many rows, so every write
/// also writes one row that stands for the tree, over the version that the decision was made of.
/// </summary>
internal sealed class UnitStore(StoreTables tables)
{
    private const string TreeKey = "units";

    /// <summary>A tenant's units as they were at one time or later; a write over an older reading is refused.</summary>
    public async Task<StoredTree> ReadAsync(string tenant, CancellationToken cancellation)
    {
        // The guard first: whatever was written since makes the write fail.
        var guard = await tables.Tenants.GetEntityIfExistsAsync<TableEntity>(tenant, TreeKey, null, cancellation);
        var units = new List<StoredUnit>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ge {"unit|"} and RowKey lt {"unit}"}");
        await foreach (var row in tables.Tenants.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            units.Add(new(new(row.RowKey["unit|".Length..], row.Text("Name"), row.GetString("ParentId")), row.ETag));
        return new(units, OrganizationUnit.DefaultIdOf(tenant), guard.HasValue ? guard.Value!.ETag : null);
    }

    /// <summary>What makes a new unit, to be submitted with others.</summary>
    public static TableTransactionAction Add(string tenant, OrganizationUnit unit) => new(TableTransactionActionType.Add, Row(tenant, unit));

    /// <summary>What writes a unit over the one that was read.</summary>
    public static TableTransactionAction Replace(string tenant, StoredUnit before, OrganizationUnit after) =>
        new(TableTransactionActionType.UpdateReplace, Row(tenant, after), before.ETag);

    /// <summary>What removes the unit that was read.</summary>
    public static TableTransactionAction Remove(string tenant, StoredUnit unit) =>
        new(TableTransactionActionType.Delete, Row(tenant, unit.Unit), unit.ETag);

    /// <summary>What every write of the tree goes together with.</summary>
    public static TableTransactionAction Guard(string tenant, StoredTree tree) => tree.Guard is { } etag
        ? new(TableTransactionActionType.UpdateReplace, new TableEntity(tenant, TreeKey), etag)
        : new(TableTransactionActionType.Add, new TableEntity(tenant, TreeKey));

    /// <returns>The tag of the unit that was written; null where somebody changed the tree meanwhile and nothing is written.</returns>
    public async Task<ETag?> WriteAsync(string tenant, StoredTree tree, TableTransactionAction change, CancellationToken cancellation)
    {
        try
        {
            var answers = await tables.Tenants.SubmitTransactionAsync([change, Guard(tenant, tree)], cancellation);
            return answers.Value[0].Headers.ETag ?? ETag.All;
        }
        catch (TableTransactionFailedException failure) when (RowConflict.IsOrGone(failure))
        {
            return null;
        }
    }

    private static TableEntity Row(string tenant, OrganizationUnit unit) =>
        new(tenant, TenantKeys.OrganizationUnit(unit.Id)) { ["Name"] = unit.Name, ["ParentId"] = unit.ParentId };
}

/// <summary>A unit as read, with the tag that guards its next change.</summary>
internal sealed record StoredUnit(OrganizationUnit Unit, ETag ETag);

/// <summary>A tenant's units as read.</summary>
/// <param name="Guard">The tag of the row that stands for the tree; null: it was never changed.</param>
internal sealed record StoredTree(IReadOnlyList<StoredUnit> Stored, string Root, ETag? Guard)
{
    public IReadOnlyList<OrganizationUnit> Units { get; } = [.. Stored.Select(stored => stored.Unit)];

    public UnitTree Tree => new(Units, Root);

    public StoredUnit? Find(string id) => Stored.FirstOrDefault(stored => stored.Unit.Id == id);
}
