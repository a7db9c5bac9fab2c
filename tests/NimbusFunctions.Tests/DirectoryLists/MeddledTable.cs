using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tests.DirectoryLists;

/// <summary>A table whose queries come in small pages, and in which something can happen between two of them.</summary>
internal sealed class MeddledTable(TableClient table, int pageSize) : TableBefore(table)
{
    /// <summary>Happens before each page.</summary>
    public Func<Task> BeforePage { get; set; } = () => Task.CompletedTask;

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        new Pages<T>(this, Store.QueryAsync<T>(filter, pageSize, select, cancellationToken));

    private sealed class Pages<T>(MeddledTable meddled, AsyncPageable<T> inner) : AsyncPageable<T>
        where T : notnull
    {
        public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
            AllAsync(continuationToken, pageSizeHint, CancellationToken.None);

        private async IAsyncEnumerable<Page<T>> AllAsync(string? token, int? size, [EnumeratorCancellation] CancellationToken cancellation)
        {
            await meddled.BeforePage();
            await foreach (var page in inner.AsPages(token, size).WithCancellation(cancellation))
            {
                yield return page;
                await meddled.BeforePage();
            }
        }
    }
}
