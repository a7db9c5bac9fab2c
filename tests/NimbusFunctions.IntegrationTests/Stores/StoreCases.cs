using NimbusFunctions.IntegrationTests.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.IntegrationTests.Stores;

/// <summary>The app's tables on the real emulator. Every test has a tenant of its own, so they share the tables.</summary>
public abstract class StoreCases(AzuriteFixture azurite) : IAsyncLifetime
{
    private protected StoreTables Tables { get; } = new(azurite.NewService());

    private protected string Tenant { get; } = Guid.NewGuid().ToString("D");

    private protected static DateTimeOffset Now { get; } = new(2026, 11, 22, 10, 11, 12, TimeSpan.Zero);

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await Tables.CreateAsync(Stop);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
