using Azure.Data.Tables;

namespace NimbusFunctions.Storage;

/// <summary>The tables of the app by name, so that a name stands in one place.</summary>
internal sealed class StoreTables(TableServiceClient storage)
{
    /// <summary>Every table of the main account, created at start.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["Tenants", "Users", "Services", "Memberships", "SyncState", "Ledger", "DeadLetters", "Agenda"];

    public TableClient Tenants { get; } = storage.GetTableClient("Tenants");

    public TableClient Users { get; } = storage.GetTableClient("Users");

    public TableClient Services { get; } = storage.GetTableClient("Services");

    public TableClient Memberships { get; } = storage.GetTableClient("Memberships");

    public TableClient SyncState { get; } = storage.GetTableClient("SyncState");

    public TableClient Ledger { get; } = storage.GetTableClient("Ledger");

    public TableClient DeadLetters { get; } = storage.GetTableClient("DeadLetters");

    public TableClient Agenda { get; } = storage.GetTableClient("Agenda");

    /// <summary>Creates what is missing; harmless when all is there.</summary>
    public async Task CreateAsync(CancellationToken cancellation)
    {
        foreach (var name in Names)
            await storage.CreateTableIfNotExistsAsync(name, cancellation);
    }
}
