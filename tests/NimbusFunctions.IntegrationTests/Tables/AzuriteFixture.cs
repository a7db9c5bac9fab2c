using Azure.Data.Tables;
using NimbusFunctions.IntegrationTests.Tables;
using NimbusFunctions.Local.Azurite;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace NimbusFunctions.IntegrationTests.Tables;

/// <summary>One table emulator, in memory, for all tests of the assembly; each takes tables of its own.</summary>
/// <remarks>Take it by constructor parameter. A test that measures, or that needs the emulator to itself, starts its own.</remarks>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteServer? _server;

    /// <summary>The storage connection string.</summary>
    public string ConnectionString => _server?.ConnectionString ?? throw new InvalidOperationException("The emulator has not started.");

    /// <summary>A table name that no other test has.</summary>
    public static string NewTableName() => $"t{Guid.NewGuid():N}";

    /// <summary>A client of the emulator's account.</summary>
    public TableServiceClient NewService() => new(ConnectionString);

    /// <summary>A new, empty table.</summary>
    public async Task<TableClient> NewTableAsync(CancellationToken ct)
    {
        var table = NewService().GetTableClient(NewTableName());
        await table.CreateAsync(ct);
        return table;
    }

    public async ValueTask InitializeAsync() =>
        _server = await AzuriteServer.StartAsync(new AzuriteOptions(0), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
