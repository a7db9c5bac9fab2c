using System.Runtime.CompilerServices;
using Azure;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>Pages of the shared store, each an operation of the process that asks for it.</summary>
internal sealed class FaultyPageable<T>(AsyncPageable<T> pages, Actor actor, string table, CancellationToken cancellation)
    : AsyncPageable<T>(cancellation)
    where T : notnull
{
    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
        PagesAsync(continuationToken, pageSizeHint, CancellationToken);

    private async IAsyncEnumerable<Page<T>> PagesAsync(
        string? token, int? size, [EnumeratorCancellation] CancellationToken cancellation)
    {
        do
        {
            var page = await actor.DoAsync(
                $"queries {table}", false, async () => await pages.AsPages(token, size).FirstAsync(CancellationToken.None), cancellation);
            yield return page;
            token = page.ContinuationToken;
        }
        while (token is not null);
    }
}
