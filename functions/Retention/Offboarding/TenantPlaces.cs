using System.Collections.Immutable;
using Azure.Data.Tables;
using NimbusFunctions.Interact;
using NimbusFunctions.Presence.Store;
using NimbusFunctions.Retention.Guards;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Retention.Offboarding;

/// <summary>
/// Where a tenant's rows lie, for every table: a table without a place fails a test. The order is that of the removal: what
/// says who may do what goes first, the tenant's own partition last.
/// </summary>
internal static class TenantPlaces
{
    /// <summary>Everything but the tenant's own row, which is the last to go, with what stands before it, and its receipts, which stay.</summary>
    public static ImmutableArray<TenantPlace> Of(string tenant) =>
    [
        Below("Users", tenant),
        Below("Memberships", tenant),
        Exactly("Services", tenant),
        Exactly("SyncState", tenant),
        Below("Presence", tenant),
        Below("Configuration", tenant),
        new("Presence.schedule", "Presence", Partition(ScheduleStore.Partition), TableClient.CreateQueryFilter($"RowKey eq {tenant}")),
        Below("Tasks", tenant),
        // An item lies under its minute; its subject is the partition of tasks that it is about.
        new("Agenda", "Agenda", "") { Looks = ["Subject"], Takes = row => IsBelow(row.GetString("Subject"), tenant) },
        Below("AddressBooks", tenant),
        Exactly("Triggers", tenant),
        Below("History", tenant),
        Below("MemberHistory", tenant),
        Below("Ledger", tenant),
        Below("Runs", tenant),
        Below("RunPages", tenant),
        Below("DeadLetters", tenant),
        // Where purges stand tells keys of rows, and so whom they were about.
        new("Receipts.cursors", "Receipts", Partition(tenant), Between("cursor|", "cursor}")),
        new("Receipts.work", "Receipts", Partition(tenant), Between("work|", "work}")),
        Below("Tenants", tenant) with { Name = "Tenants.seats" },
        // The hash of a widget's key leads to its tenant.
        new("Tenants.widget-keys", "Tenants", Partition(WidgetKeyStore.Index)) { Looks = ["Tenant"], Takes = row => row.GetString("Tenant") == tenant },
        // People end pauses and holds: while one is there, the tenant's own row stays too.
        Exactly("Tenants", tenant) with
        {
            Takes = row => row.RowKey != TenantKeys.Tenant && !row.RowKey.StartsWith(GuardStore.Prefix, StringComparison.Ordinal),
        },
    ];

    /// <summary>What stays of a tenant, by table: proofs that name nobody.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Kept { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["Receipts"] = [ReceiptRows.Head, ReceiptRows.LinePrefix, "schedule"],
    };

    /// <summary>Partitions <c>{tenant}|…</c>. No other tenant's begin so, however alike their ids are: the end is the next character.</summary>
    private static TenantPlace Below(string table, string tenant) =>
        new(table, table, TableClient.CreateQueryFilter($"PartitionKey ge {tenant + "|"} and PartitionKey lt {tenant + "}"}"));

    private static TenantPlace Exactly(string table, string tenant) => new(table, table, Partition(tenant));

    private static string Partition(string partition) => TableClient.CreateQueryFilter($"PartitionKey eq {partition}");

    private static string Between(string first, string end) => TableClient.CreateQueryFilter($"RowKey ge {first} and RowKey lt {end}");

    private static bool IsBelow(string? key, string tenant) => key?.StartsWith(tenant + "|", StringComparison.Ordinal) == true;
}
