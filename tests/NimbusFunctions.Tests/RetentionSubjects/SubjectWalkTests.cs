using System.IO.Compression;
using System.Text;
using Azure.Data.Tables;
using NimbusFunctions.Retention.Subjects;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;

namespace NimbusFunctions.Tests.RetentionSubjects;

public sealed class SubjectWalkTests
{
    private const string Tenant = "tenant";
    private const string User = "40000000-0000-0000-0000-000000000004";

    // A page of the store has at most 1,000 rows (Tables: "Query timeout and pagination").
    private const int RowsOfAPage = 1_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task PagesAsync_ABlockAcrossTwoPages_ComesWholeAndNamesThePerson(int rowsOnTheFirst)
    {
        var tables = new Dictionary<string, MemoryTable>();
        var store = new StoreTables(name => tables.TryGetValue(name, out var table) ? table : tables[name] = new MemoryTable(name));
        for (var row = 0; row < RowsOfAPage - rowsOnTheFirst; row++)
            await AddAsync(store, $"000000|run|{row:D6}.0000", 0, 1, Pack("nobody"));
        var packed = Pack(string.Concat(Enumerable.Range(0, 5_000).Select(line => $"{Guid.NewGuid()}\n")) + User);
        var third = packed.Length / 3;
        await AddAsync(store, "000001|run|000000.0000", 0, 3, packed[..third]);
        await AddAsync(store, "000001|run|000000.0001", 1, 3, packed[third..(2 * third)]);
        await AddAsync(store, "000001|run|000000.0002", 2, 3, packed[(2 * third)..]);
        var place = SubjectPlaces.All.ToList().FindIndex(known => known.Deed == SubjectDeed.Recording);
        var found = 0;

        await foreach (var page in new SubjectWalk(store).PagesAsync(Tenant, User, new(place, "", ""), TestContext.Current.CancellationToken))
        {
            using var recorded = new RecordedRun();
            Assert.Equal(0, page[0].GetInt32("Part"));
            Assert.True(RecordedRun.EndsBlock(page[^1]));
            found += page.Count(row => recorded.Take(row).Contains(User, StringComparison.Ordinal));
        }

        Assert.Equal(1, found);
    }

    private static async Task AddAsync(StoreTables store, string key, int part, int parts, byte[] bytes) => await store.RunPages.AddEntityAsync(
        new TableEntity($"{Tenant}|20260101", key) { ["Part"] = part, ["Parts"] = parts, ["P0"] = bytes }, TestContext.Current.CancellationToken);

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
