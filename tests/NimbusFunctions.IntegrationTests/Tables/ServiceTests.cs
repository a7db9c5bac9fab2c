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
        TableServiceClient service = azurite.NewService();
        string name = AzuriteFixture.NewTableName();

        Response<TableItem> first = await service.CreateTableIfNotExistsAsync(name, Ct);
        Response<TableItem> again = await service.CreateTableIfNotExistsAsync(name, Ct);
        Response<TableItem> sync = service.CreateTableIfNotExists(name, Ct);
        RequestFailedException refused = await Assert.ThrowsAsync<RequestFailedException>(() => service.CreateTableAsync(name, Ct));

        Assert.Equal((204, 409, 409), (first.GetRawResponse().Status, again.GetRawResponse().Status, sync.GetRawResponse().Status));
        Assert.Equal(name, again.Value.Name);
        Assert.Equal(409, refused.Status);
        Assert.True(refused.ErrorCode == TableErrorCode.TableAlreadyExists);
    }

    [Fact]
    public async Task DeleteTable_Missing_IsAnAnswer()
    {
        TableServiceClient service = azurite.NewService();
        string name = AzuriteFixture.NewTableName();
        await service.CreateTableAsync(name, Ct);

        Response deleted = await service.DeleteTableAsync(name, Ct);
        Response again = await service.GetTableClient(name).DeleteAsync(Ct);
        Response sync = service.DeleteTable(name, Ct);

        Assert.Equal((204, 404, 404), (deleted.Status, again.Status, sync.Status));
    }

    [Fact]
    public async Task Query_ByName_FindsTheTable()
    {
        TableServiceClient service = azurite.NewService();
        string[] names = [AzuriteFixture.NewTableName(), AzuriteFixture.NewTableName()];
        foreach (string name in names)
            await service.CreateTableAsync(name, Ct);

        List<TableItem> one = await service.QueryAsync($"TableName eq '{names[0]}'", cancellationToken: Ct).ToListAsync(Ct);
        List<string> all = await service.QueryAsync(maxPerPage: 1, cancellationToken: Ct).Select(t => t.Name).ToListAsync(Ct);
        List<string> sync = [.. service.Query(maxPerPage: 1, cancellationToken: Ct).Select(t => t.Name)];

        Assert.Equal(names[0], Assert.Single(one).Name);
        Assert.Subset(all.ToHashSet(), names.ToHashSet());
        Assert.Subset(sync.ToHashSet(), names.ToHashSet());
    }

    [Fact]
    public async Task Request_WrongKey_Is403()
    {
        TableServiceClient service = new(azurite.NewService().Uri, new TableSharedKeyCredential("devstoreaccount1", Convert.ToBase64String(new byte[64])));

        RequestFailedException refused = await Assert.ThrowsAsync<RequestFailedException>(
            async () => await service.QueryAsync(cancellationToken: Ct).ToListAsync(Ct));

        Assert.Equal(403, refused.Status);
    }
}
