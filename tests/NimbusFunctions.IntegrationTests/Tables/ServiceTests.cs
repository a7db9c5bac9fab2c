using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace NimbusFunctions.IntegrationTests.Tables;

public sealed class ServiceTests(AzuriteFixture azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateTable_Twice_Is409AndIfNotExistsIsNot()
    {
        var service = azurite.NewService();
        var name = AzuriteFixture.NewTableName();

        var first = await service.CreateTableIfNotExistsAsync(name, Ct);
        var again = await service.CreateTableIfNotExistsAsync(name, Ct);
        var sync = service.CreateTableIfNotExists(name, Ct);
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => service.CreateTableAsync(name, Ct));

        Assert.Equal((204, 409, 409), (first.GetRawResponse().Status, again.GetRawResponse().Status, sync.GetRawResponse().Status));
        Assert.Equal(name, again.Value.Name);
        Assert.Equal(409, refused.Status);
        Assert.True(refused.ErrorCode == TableErrorCode.TableAlreadyExists);
    }

    [Fact]
    public async Task DeleteTable_Missing_IsAnAnswer()
    {
        var service = azurite.NewService();
        var name = AzuriteFixture.NewTableName();
        await service.CreateTableAsync(name, Ct);

        var deleted = await service.DeleteTableAsync(name, Ct);
        var again = await service.GetTableClient(name).DeleteAsync(Ct);
        var sync = service.DeleteTable(name, Ct);

        Assert.Equal((204, 404, 404), (deleted.Status, again.Status, sync.Status));
    }

    [Fact]
    public async Task Query_ByName_FindsTheTable()
    {
        var service = azurite.NewService();
        string[] names = [AzuriteFixture.NewTableName(), AzuriteFixture.NewTableName()];
        foreach (var name in names)
            await service.CreateTableAsync(name, Ct);

        var one = await service.QueryAsync($"TableName eq '{names[0]}'", cancellationToken: Ct).ToListAsync(Ct);
        var all = await service.QueryAsync(maxPerPage: 1, cancellationToken: Ct).Select(t => t.Name).ToListAsync(Ct);
        List<string> sync = [.. service.Query(maxPerPage: 1, cancellationToken: Ct).Select(t => t.Name)];

        Assert.Equal(names[0], Assert.Single(one).Name);
        Assert.Subset(all.ToHashSet(), names.ToHashSet());
        Assert.Subset(sync.ToHashSet(), names.ToHashSet());
    }

    [Fact]
    public async Task Request_WrongKey_Is403()
    {
        TableServiceClient service = new(azurite.NewService().Uri, new TableSharedKeyCredential("devstoreaccount1", Convert.ToBase64String(new byte[64])));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(
            async () => await service.QueryAsync(cancellationToken: Ct).ToListAsync(Ct));

        Assert.Equal(403, refused.Status);
    }
}
