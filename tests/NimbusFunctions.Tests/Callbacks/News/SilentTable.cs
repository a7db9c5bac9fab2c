using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Tests.Callbacks.News;

/// <summary>A table that answers no query.</summary>
internal sealed class SilentTable : TableClient
{
    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        new Silence<T>(cancellationToken);

    private sealed class Silence<T>(CancellationToken cancellation) : AsyncPageable<T> where T : notnull
    {
        public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) => NeverAsync(cancellation);

        private static async IAsyncEnumerable<Page<T>> NeverAsync([EnumeratorCancellation] CancellationToken cancellation)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            yield break;
        }
    }
}
