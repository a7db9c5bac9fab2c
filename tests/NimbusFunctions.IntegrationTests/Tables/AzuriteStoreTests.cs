using Azure.Data.Tables;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tests.Storage;

namespace NimbusFunctions.IntegrationTests.Tables;

/// <summary>The emulator shows what the tables in memory show.</summary>
public sealed class AzuriteStoreTests(AzuriteFixture azurite) : StoreCases
{
    protected override Task<TableClient> NewTableAsync() => azurite.NewTableAsync(Ct);
}

/// <summary>And a dry run over the emulator shows the same.</summary>
public sealed class DryAzuriteTests(AzuriteFixture azurite) : StoreCases
{
    protected override async Task<TableClient> NewTableAsync() => new MemoryTable("t", await azurite.NewTableAsync(Ct));
}
