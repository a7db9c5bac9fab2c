using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Tests.Tables;

public sealed class TableEntityTests
{
    [Fact]
    public void Indexer_OtherType_IsRefused()
    {
        TableEntity entity = new("p", "r") { ["A"] = "text" };

        Assert.Throws<InvalidOperationException>(() => entity["A"] = 5);
        Assert.Throws<InvalidOperationException>(() => entity.GetInt32("A"));
        entity.Remove("A");
        entity["A"] = 5;
        Assert.Equal(5, entity.GetInt32("A"));
    }

    [Fact]
    public void Indexer_NumberThatWidens_KeepsTheWiderType()
    {
        TableEntity entity = new("p", "r") { ["L"] = 5L, ["D"] = 5.0, ["I"] = 5 };

        entity["L"] = 6;
        entity["D"] = 6;
        entity["I"] = 6L;

        Assert.Equal((6L, 6.0, 6L), (entity.GetInt64("L"), entity.GetDouble("D"), entity.GetInt64("I")));
    }

    [Fact]
    public void Getters_Missing_AreNull()
    {
        TableEntity entity = new("p", "r");

        Assert.Null(entity["A"]);
        Assert.Null(entity.GetString("A"));
        Assert.Null(entity.GetBinary("A"));
        Assert.Null(entity.GetBoolean("A"));
        Assert.Null(entity.GetDateTimeOffset("A"));
        Assert.Null(entity.GetGuid("A"));
        Assert.Equal(default, entity.ETag);
        Assert.Null(entity.Timestamp);
    }

    [Fact]
    public void Dictionary_Keys_AreProperties()
    {
        TableEntity entity = new("p", "r") { ["A"] = 1, ETag = ETag.All };

        Assert.Equal(["PartitionKey", "RowKey", "A", "odata.etag"], entity.Keys);
        Assert.Equal(1, new TableEntity(entity).GetInt32("A"));
        Assert.True(entity.TryGetValue("A", out var value) && value is 1);
        Assert.Contains(new KeyValuePair<string, object?>("A", 1), entity);
    }
}
