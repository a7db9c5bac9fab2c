using System.Runtime.CompilerServices;
using Azure;

namespace NimbusFunctions.Directory.Runs;

/// <summary>The pages of a query, each told before it is handed on.</summary>
internal sealed class RecordedPages<T>(
    AsyncPageable<T> inner, Func<IReadOnlyList<T>, Task> tell, CancellationToken cancellation) : AsyncPageable<T>(cancellation)
    where T : notnull
{
    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
        PagesAsync(continuationToken, pageSizeHint, CancellationToken);

    private async IAsyncEnumerable<Page<T>> PagesAsync(
        string? continuationToken, int? pageSizeHint, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var page in inner.AsPages(continuationToken, pageSizeHint).WithCancellation(stop))
        {
            await tell(page.Values);
            yield return page;
        }
    }
}
