using Azure.Data.Tables;

namespace NimbusFunctions.Storage;

/// <summary>The tables of the app by name, so that a name stands in one place.</summary>
/// <param name="open">Gives a table by its name: the account's, or one that stands before it.</param>
internal sealed class StoreTables(Func<string, TableClient> open)
{
    private const string HistoryName = "History";

    /// <param name="storage">The main account.</param>
    /// <param name="history">The account of the table <c>History</c>; null: the main one.</param>
    public StoreTables(TableServiceClient storage, TableServiceClient? history = null)
        : this(name => (name == HistoryName && history is not null ? history : storage).GetTableClient(name))
    {
    }

    /// <summary>Every table, created at start.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["Tenants", "Users", "Services", "Memberships", "MemberHistory", "SyncState", "Ledger", "Runs", "RunPages", "DeadLetters", "Agenda", "Tasks", HistoryName, "Presence", "Receipts", "Configuration", "AddressBooks", "Triggers"];

    public TableClient Tenants { get; } = open("Tenants");

    public TableClient Users { get; } = open("Users");

    public TableClient Services { get; } = open("Services");

    public TableClient Memberships { get; } = open("Memberships");

    public TableClient MemberHistory { get; } = open("MemberHistory");

    public TableClient SyncState { get; } = open("SyncState");

    public TableClient Ledger { get; } = open("Ledger");

    public TableClient Runs { get; } = open("Runs");

    public TableClient RunPages { get; } = open("RunPages");

    public TableClient DeadLetters { get; } = open("DeadLetters");

    public TableClient Agenda { get; } = open("Agenda");

    public TableClient Tasks { get; } = open("Tasks");

    public TableClient History { get; } = open(HistoryName);

    public TableClient Presence { get; } = open("Presence");

    public TableClient Receipts { get; } = open("Receipts");

    public TableClient Configuration { get; } = open("Configuration");

    public TableClient AddressBooks { get; } = open("AddressBooks");

    public TableClient Triggers { get; } = open("Triggers");

    /// <summary>A table by its name.</summary>
    public TableClient Open(string name) => open(name);

    /// <summary>The same tables, each behind what <paramref name="before"/> puts there.</summary>
    /// <param name="before">Makes it of the table's name and the table.</param>
    public StoreTables Through(Func<string, TableClient, TableClient> before) => new(name => before(name, open(name)));

    /// <summary>Creates what is missing; harmless when all is there.</summary>
    public async Task CreateAsync(CancellationToken cancellation)
    {
        foreach (var name in Names)
            await open(name).CreateIfNotExistsAsync(cancellation);
    }
}
