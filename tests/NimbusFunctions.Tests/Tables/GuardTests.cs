using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace NimbusFunctions.Tests.Tables;

/// <summary>Everything here passes the emulator and fails in Azure: nothing of it may be sent.</summary>
public sealed class GuardTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> BadKeys() => new()
    {
        { "a/b", "r", "OutOfRangeInput" },
        { "a\\b", "r", "OutOfRangeInput" },
        { "p", "a#b", "OutOfRangeInput" },
        { "p", "a?b", "OutOfRangeInput" },
        { "p", "a\tb", "OutOfRangeInput" },
        { "p", "a\u007Fb", "OutOfRangeInput" },
        { "p", "a\u009Fb", "OutOfRangeInput" },
        { "p", "a\u2028b", "OutOfRangeInput" },
        { "p\u2029", "r", "OutOfRangeInput" },
        { "p", "half \uD83D", "OutOfRangeInput" },
        { "p", "\uDE00\uD83D swapped", "OutOfRangeInput" },
        { "p", "a',b", "OutOfRangeInput" },
        { "p", "", "PropertiesNeedValue" },
        { new string('k', 513), "r", "KeyValueTooLarge" },
        { "p", new string('k', 513), "KeyValueTooLarge" },
    };

    [Theory]
    [MemberData(nameof(BadKeys), DisableDiscoveryEnumeration = true)]
    public async Task AnyRequest_BadKey_IsRefusedUnsent(string partitionKey, string rowKey, string code)
    {
        using var network = RecordingTransport.Answering(204);
        var table = network.NewTable();
        TableEntity entity = new(partitionKey, rowKey);

        foreach (var request in (Func<Task>[])
            [
                () => table.AddEntityAsync(entity, Ct),
                () => table.UpsertEntityAsync(entity, cancellationToken: Ct),
                () => table.UpdateEntityAsync(entity, ETag.All, cancellationToken: Ct),
                () => table.DeleteEntityAsync(partitionKey, rowKey, cancellationToken: Ct),
                () => table.GetEntityAsync<TableEntity>(partitionKey, rowKey, cancellationToken: Ct),
                () => table.GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey, cancellationToken: Ct),
                () => table.SubmitTransactionAsync([new(TableTransactionActionType.Delete, entity)], Ct),
            ])
        {
            var refused = await Assert.ThrowsAnyAsync<RequestFailedException>(request);
            Assert.Equal((400, code), (refused.Status, refused.ErrorCode));
        }

        Assert.Empty(network.Requests);
    }

    [Fact]
    public async Task AnyRequest_LongestKey_IsSent()
    {
        using var network = RecordingTransport.Answering(204);

        await network.NewTable().AddEntityAsync(new TableEntity("", new string('k', 512)), Ct);

        Assert.Single(network.Requests);
    }

    public static TheoryData<string, string> BadRows() => new()
    {
        { "253 properties", "TooManyProperties" },
        { "above 1 MiB", "EntityTooLarge" },
        { "long text", "PropertyValueTooLarge" },
        { "long bytes", "PropertyValueTooLarge" },
        { "long name", "PropertyNameTooLong" },
        { "name with dash", "PropertyNameInvalid" },
        { "name of an annotation", "PropertyNameInvalid" },
        { "half a pair", "InvalidInput" },
        { "not a number", "OutOfRangeInput" },
        { "before 1601", "OutOfRangeInput" },
    };

    [Theory]
    [MemberData(nameof(BadRows))]
    public async Task AddEntity_RowAboveALimit_IsRefusedUnsent(string which, string code)
    {
        using var network = RecordingTransport.Answering(204);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => network.NewTable().AddEntityAsync(BadRow(which), Ct));

        Assert.Equal((400, code), (refused.Status, refused.ErrorCode));
        Assert.Empty(network.Requests);
    }

    [Fact]
    public async Task AddEntity_RowAtEveryLimit_IsSent()
    {
        using var network = RecordingTransport.Answering(204);
        var full = Properties(252);
        full.Timestamp = DateTimeOffset.UnixEpoch;
        full.ETag = ETag.All;
        TableEntity large = new("p", "r") { ["T"] = new string('x', 32 * 1024), ["B"] = new byte[64 * 1024], [new string('n', 255)] = 1 };

        await network.NewTable().AddEntityAsync(full, Ct);
        await network.NewTable().AddEntityAsync(large, Ct);

        Assert.Equal(2, network.Requests.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task QueryAsync_PageSizeOutOfRange_IsRefusedUnsent(int size)
    {
        using var network = RecordingTransport.Answering(200, """{"value":[]}""");
        var table = network.NewTable();

        foreach (var query in (AsyncPageable<TableEntity>[])[table.QueryAsync<TableEntity>(maxPerPage: size, cancellationToken: Ct)])
        {
            var refused = await Assert.ThrowsAsync<RequestFailedException>(async () => await query.ToListAsync(Ct));
            Assert.Equal((400, "InvalidInput"), (refused.Status, refused.ErrorCode));
        }

        await Assert.ThrowsAsync<RequestFailedException>(async () => await table.QueryAsync<TableEntity>(cancellationToken: Ct).AsPages(pageSizeHint: size).ToListAsync(Ct));
        await Assert.ThrowsAsync<RequestFailedException>(async () => await network.NewService().QueryAsync(maxPerPage: size, cancellationToken: Ct).ToListAsync(Ct));
        Assert.Empty(network.Requests);
    }

    [Fact]
    public async Task UpdateEntity_NoETag_IsRefusedUnsent()
    {
        using var network = RecordingTransport.Answering(204);

        await Assert.ThrowsAsync<ArgumentException>(() => network.NewTable().UpdateEntityAsync(new TableEntity("p", "r"), default, cancellationToken: Ct));

        Assert.Empty(network.Requests);
    }

    [Fact]
    public async Task DeleteEntity_NoETag_IsSentAsAny()
    {
        using var network = RecordingTransport.Answering(204);

        await network.NewTable().DeleteEntityAsync("p", "r", cancellationToken: Ct);

        Assert.Equal("*", network.Requests[0].Headers["If-Match"]);
    }

    [Fact]
    public async Task TableErrorCode_ErrorCodeOfTheException_Compares()
    {
        using var network = RecordingTransport.Answering(204);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => network.NewTable().AddEntityAsync(BadRow("above 1 MiB"), Ct));

        Assert.True(refused.ErrorCode == TableErrorCode.EntityTooLarge);
        Assert.False(refused.ErrorCode == TableErrorCode.TooManyProperties);
    }

    private static TableEntity Properties(int count)
    {
        TableEntity entity = new("p", "r");
        for (var i = 0; i < count; i++)
            entity[$"P{i}"] = i;

        return entity;
    }

    private static TableEntity BadRow(string which)
    {
        TableEntity entity = new("p", "r");
        string text = new('x', 32 * 1024);
        switch (which)
        {
            case "253 properties":
                return Properties(253);
            case "above 1 MiB":
                for (var i = 0; i < 16; i++)
                    entity[$"P{i}"] = text;
                return entity;
            case "long text":
                entity["P"] = text + "x";
                return entity;
            case "long bytes":
                entity["P"] = new byte[(64 * 1024) + 1];
                return entity;
            case "half a pair":
                entity["P"] = "a\uD83D";
                return entity;
            case "not a number":
                entity["P"] = double.NaN;
                return entity;
            case "before 1601":
                entity["P"] = DateTimeOffset.MinValue;
                return entity;
            default:
                entity[which switch { "long name" => new string('n', 256), "name with dash" => "a-b", _ => "A@odata.type" }] = 1;
                return entity;
        }
    }
}
