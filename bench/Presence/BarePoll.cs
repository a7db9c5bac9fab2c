using System.Text;
using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Bench.Presence;

/// <summary>
/// What a poll asks of its neighbours, asked of them bare: the same questions to the same Graph, and the same transactions
/// into a table beside, which holds the same rows. As many at once as the poll has.
/// </summary>
/// <param name="table">The table beside.</param>
/// <param name="http">Reaches Graph.</param>
internal sealed class BarePoll(TableClient table, HttpClient http)
{
    private const int AtOnce = 8;

    public Task CreateAsync(CancellationToken stop) => table.CreateIfNotExistsAsync(stop);

    /// <summary>Writes what a poll wrote, without looking at the time.</summary>
    public Task WriteAsync(IReadOnlyList<IReadOnlyList<TableTransactionAction>> written, CancellationToken stop) =>
        // Of one partition one after the other, as the poll has it.
        Parallel.ForEachAsync(
            written.GroupBy(actions => actions[0].Entity.PartitionKey),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (partition, cancel) =>
            {
                foreach (var actions in partition)
                    await table.SubmitTransactionAsync(actions.Select(Unguarded), cancel);
            });

    /// <returns>Seconds for the questions, and for the transactions.</returns>
    public async Task<(double Asking, double Writing)> RepeatAsync(
        IReadOnlyList<AskedBatch> requests, IReadOnlyList<IReadOnlyList<TableTransactionAction>> written, CancellationToken stop)
    {
        var began = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(
            requests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, AskAsync);
        var asking = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        began = TimeProvider.System.GetTimestamp();
        await WriteAsync(written, stop);
        return (asking, TimeProvider.System.GetElapsedTime(began).TotalSeconds);
    }

    private async ValueTask AskAsync(AskedBatch batch, CancellationToken stop)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, batch.Address)
        {
            Content = new StringContent($$"""{"ids":["{{string.Join("\",\"", batch.Users)}}"]}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = batch.Authorization;
        using var answer = await http.SendAsync(request, stop);
        if (!answer.IsSuccessStatusCode)
            throw new BenchException($"Graph answered {(int)answer.StatusCode}.");
        await answer.Content.ReadAsByteArrayAsync(stop);
    }

    private static TableTransactionAction Unguarded(TableTransactionAction action) => action.ActionType == TableTransactionActionType.Delete
        ? new(TableTransactionActionType.Delete, action.Entity, ETag.All)
        : new(TableTransactionActionType.UpsertReplace, action.Entity);
}
