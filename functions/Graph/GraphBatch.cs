using System.Net;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;

namespace NimbusFunctions.Graph;

/// <summary>
/// Reads many things in batches of 20. Every item has a status of its own; throttled ones are asked again together
/// after the longest <c>Retry-After</c> among them (Graph: "Combine multiple HTTP requests using JSON batching").
/// </summary>
internal sealed class GraphBatch(GraphServiceClient client, TimeProvider time, GraphUse? use = null)
{
    /// <summary>Graph takes at most so many requests in a batch.</summary>
    public const int Largest = 20;

    private const int MostRounds = 4;
    private static readonly TimeSpan WaitWithoutHeader = TimeSpan.FromSeconds(2);

    /// <summary>The answers in the order of the requests.</summary>
    /// <exception cref="ThrottledException">Graph asks to wait longer than a call should be kept waiting.</exception>
    public async Task<IReadOnlyList<BatchAnswer<T>>> GetAsync<T>(
        IReadOnlyList<RequestInformation> requests, CancellationToken cancellation)
        where T : IParsable, new()
    {
        var answers = new BatchAnswer<T>[requests.Count];
        var open = Enumerable.Range(0, requests.Count).ToList();
        for (var round = 1; open.Count > 0; round++)
        {
            var throttled = new List<int>();
            var wait = TimeSpan.Zero;
            foreach (var chunk in open.Chunk(Largest))
            {
                foreach (var (index, answer, retryAfter) in await SendAsync<T>(requests, chunk, cancellation))
                {
                    answers[index] = answer;
                    if (answer.Status != HttpStatusCode.TooManyRequests)
                        continue;
                    throttled.Add(index);
                    wait = retryAfter > wait ? retryAfter : wait;
                }
            }

            open = throttled;
            if (open.Count == 0)
                break;
            if (round == MostRounds || wait > ThrottledException.LongestWaitHere)
                throw new ThrottledException(wait);
            use?.Waited(wait);
            await Task.Delay(wait, time, cancellation);
        }

        return answers;
    }

    private async Task<List<(int Index, BatchAnswer<T> Answer, TimeSpan RetryAfter)>> SendAsync<T>(
        IReadOnlyList<RequestInformation> requests, int[] indexes, CancellationToken cancellation)
        where T : IParsable, new()
    {
        var batch = new BatchRequestContentCollection(client);
        var ids = new Dictionary<int, string>();
        foreach (var index in indexes)
        {
            // Each item counts against the limits as a request of its own. Normal is what Graph takes for granted.
            if (use is { Priority: not GraphPriority.Normal })
                requests[index].Headers.TryAdd(GraphBudgetHandler.PriorityHeader, use.Priority.ToString());
            ids[index] = await batch.AddBatchRequestStepAsync(requests[index]);
        }

        var response = await client.Batch.PostAsync(batch, cancellation);
        var answers = new List<(int, BatchAnswer<T>, TimeSpan)>();
        foreach (var index in indexes)
        {
            using var item = await response.GetResponseByIdAsync(ids[index]);
            // An item without an answer says nothing, like a failed one.
            var status = item?.StatusCode ?? HttpStatusCode.BadGateway;
            var value = status == HttpStatusCode.OK ? await response.GetResponseByIdAsync<T>(ids[index]) : default;
            answers.Add((index, new(status, value), WaitOf(item)));
        }

        return answers;
    }

    private TimeSpan WaitOf(HttpResponseMessage? item) =>
        (item is not null && item.Headers.TryGetValues("Retry-After", out var values)
            ? RetryAfter.Parse(values.FirstOrDefault(), time.GetUtcNow())
            : null) ?? WaitWithoutHeader;
}

/// <summary>An item of a batch.</summary>
/// <param name="Value">What it brought; null unless the status is 200.</param>
internal sealed record BatchAnswer<T>(HttpStatusCode Status, T? Value);
