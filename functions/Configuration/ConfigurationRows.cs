using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Configuration;

/// <summary>The rows of the table <c>Configuration</c>: partitions <c>{tenant}|{kind}</c>.</summary>
internal static class ConfigurationRows
{
    /// <summary>Stands for the kind: every change of its entities writes it too.</summary>
    public const string Guard = "kind";

    public const string EntityPrefix = "e|";
    private const string ReferencePrefix = "r|";

    public static string Partition(string tenant, string kind) => $"{tenant}|{kind}";

    public static string Entity(string id) => EntityPrefix + id;

    public static string Reference(Referrer who, EntityReference reference) => $"{ReferencePrefix}{reference.Id}|{who.Kind}|{who.Id}|{reference.Slot}";

    /// <summary>The entities of a kind.</summary>
    public static string EntitiesFilter(string partition) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {EntityPrefix} and RowKey lt {"e}"}");

    /// <summary>All that refers to an entity.</summary>
    public static string ReferencesFilter(string partition, string id)
    {
        var (first, end) = ($"{ReferencePrefix}{id}|", $"{ReferencePrefix}{id}}}");
        return TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {end}");
    }

    public static TableEntity Write(string tenant, ConfigurationEntity entity, DateTimeOffset now, string author) => new(Partition(tenant, entity.Kind), Entity(entity.Id))
    {
        ["Name"] = entity.Name,
        ["UnitId"] = entity.UnitId,
        ["Json"] = entity.Fields,
        ["Revision"] = entity.Revision,
        ["Changed"] = now,
        ["By"] = author,
    };

    public static StoredEntity Read(string kind, TableEntity row) => new(
        new(kind, row.RowKey[EntityPrefix.Length..], row.Text("Name"), row.Text("UnitId"), row.Text("Json"), row.GetInt64("Revision") ?? 0), row.ETag);

    /// <summary>Who refers, and in which field; the key alone would do, but an id may hold what parts it.</summary>
    public static TableEntity Write(string tenant, Referrer who, EntityReference reference) => new(Partition(tenant, reference.Kind), Reference(who, reference))
    {
        ["ReferrerKind"] = who.Kind,
        ["ReferrerId"] = who.Id,
        ["Slot"] = reference.Slot,
    };

    public static Referrer ReadReferrer(TableEntity row) => new(row.Text("ReferrerKind"), row.Text("ReferrerId"));
}
