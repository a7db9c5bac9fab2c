using System.Runtime.CompilerServices;
using Azure;

namespace NimbusFunctions.Storage.Memory;

/// <summary>Pages of at most 1,000 rows, as the store cuts them; a continuation token is the last row's keys.</summary>
internal sealed class MemoryPageable<T>(
    Func<RowKeys?, CancellationToken, IAsyncEnumerable<(RowKeys Key, MemoryRow Row)>> read,
    Func<RowKeys, MemoryRow, T> give,
    int? maxPerPage,
    CancellationToken cancellation) : AsyncPageable<T>(cancellation)
    where T : notnull
{
    private const int LargestPage = 1000;

    // A key contains no control characters.
    private const char Between = '\n';

    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        var size = pageSizeHint ?? maxPerPage ?? LargestPage;
        if (size is < 1 or > LargestPage)
            throw new RequestFailedException(400, $"A page has 1 to {LargestPage} rows, not {size}.", "InvalidInput", null);
        return PagesAsync(Position(continuationToken), size, CancellationToken);
    }

    private async IAsyncEnumerable<Page<T>> PagesAsync(RowKeys? after, int size, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var more = true; more;)
        {
            (var page, after, more) = await PageAsync(after, size, cancellation);
            yield return Page<T>.FromValues(page, more ? Token(after!.Value) : null, new MemoryResponse(200));
        }
    }

    /// <summary>Reads anew from behind the page before, as each request of a page does.</summary>
    private async Task<(List<T> Rows, RowKeys? Last, bool More)> PageAsync(RowKeys? after, int size, CancellationToken cancellation)
    {
        var page = new List<T>();
        await foreach (var (key, row) in read(after, cancellation))
        {
            if (page.Count == size)
                return (page, after, true);
            page.Add(give(key, row));
            after = key;
        }

        return (page, after, false);
    }

    private static string Token(RowKeys last) => $"{last.Partition}{Between}{last.Row}";

    private static RowKeys? Position(string? token) =>
        string.IsNullOrEmpty(token) ? null : token.Split(Between) is [var partition, var row]
            ? new(partition, row)
            : throw new RequestFailedException(400, "The continuation token is none of this table's.", "InvalidInput", null);
}
