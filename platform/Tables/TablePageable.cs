using System.Runtime.CompilerServices;

namespace Azure.Data.Tables;

/// <summary>The pages of a query, each fetched when it is asked for.</summary>
internal sealed class TablePageable<T>(
    Func<string?, int?, CancellationToken, Task<Page<T>>> fetch,
    int? maxPerPage,
    CancellationToken cancellationToken) : AsyncPageable<T>(cancellationToken)
    where T : notnull
{
    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = default, int? pageSizeHint = default) =>
        Pages(continuationToken, pageSizeHint ?? maxPerPage, CancellationToken);

    public override async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var both = cancellationToken.CanBeCanceled && CancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, CancellationToken)
            : null;
        var token = both?.Token ?? (cancellationToken.CanBeCanceled ? cancellationToken : CancellationToken);
        await foreach (var page in Pages(null, maxPerPage, token).ConfigureAwait(false))
        {
            foreach (var row in page.Values)
                yield return row;
        }
    }

    private async IAsyncEnumerable<Page<T>> Pages(string? token, int? size, [EnumeratorCancellation] CancellationToken ct)
    {
        do
        {
            var page = await fetch(token, size, ct).ConfigureAwait(false);
            token = page.ContinuationToken;
            yield return page;
        }
        while (token is not null);
    }
}
