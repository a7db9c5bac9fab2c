using System.Diagnostics;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Bench.Purge;

/// <summary>How long the pages of a table were waited for.</summary>
internal sealed class ReadTime
{
    private long ticks;

    public TimeSpan Total => Stopwatch.GetElapsedTime(0, ticks);

    /// <summary>A table whose pages are timed.</summary>
    public TableClient Of(TableClient table) => new Timed(table, this);

    private sealed class Timed(TableClient table, ReadTime time) : TableBefore(table)
    {
        public override AsyncPageable<T> QueryAsync<T>(
            string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
            new TimedPages<T>(Store.QueryAsync<T>(filter, maxPerPage, select, cancellationToken), time, cancellationToken);
    }

    private sealed class TimedPages<T>(AsyncPageable<T> pages, ReadTime time, CancellationToken stop) : AsyncPageable<T>(stop)
        where T : notnull
    {
        public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
            ReadAsync(continuationToken, pageSizeHint, CancellationToken);

        private async IAsyncEnumerable<Page<T>> ReadAsync(string? token, int? size, [EnumeratorCancellation] CancellationToken stop)
        {
            await using var all = pages.AsPages(token, size).GetAsyncEnumerator(stop);
            while (true)
            {
                var began = Stopwatch.GetTimestamp();
                var more = await all.MoveNextAsync();
                time.ticks += Stopwatch.GetTimestamp() - began;
                if (!more)
                    yield break;
                yield return all.Current;
            }
        }
    }
}
