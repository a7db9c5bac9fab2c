using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using NimbusFunctions.Bench.Report;

namespace NimbusFunctions.Bench.Lists;

/// <summary>Administrators who ask for lists, eight at once, each as soon as he was answered.</summary>
/// <param name="http">Reaches the API, with a token.</param>
/// <param name="tenant">The tenant's path.</param>
internal sealed class ListsLoad(HttpClient http, string tenant)
{
    private const int Callers = 8;

    /// <summary>One call alone.</summary>
    /// <returns>Milliseconds, and what was answered.</returns>
    public async Task<(double Milliseconds, JsonElement Answer)> CallAsync(string query, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync(new Uri(tenant + query, UriKind.Relative), stop);
        var body = await answer.Content.ReadAsByteArrayAsync(stop);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        if (!answer.IsSuccessStatusCode)
            throw new BenchException($"{query} was answered {(int)answer.StatusCode}: {System.Text.Encoding.UTF8.GetString(body)}");
        using var document = JsonDocument.Parse(body);
        return (took, document.RootElement.Clone());
    }

    /// <param name="calls">How many.</param>
    /// <param name="query">The path and query of each.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<ListsResult> RunAsync(int calls, Func<int, string> query, CancellationToken stop)
    {
        ConcurrentBag<double> milliseconds = [];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, calls),
            new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = stop },
            async (number, cancel) => milliseconds.Add((await CallAsync(query(number), cancel)).Milliseconds));
        return Of(milliseconds);
    }

    /// <summary>Pages from the first on until there is none, as many readers as callers.</summary>
    public async Task<ListsResult> PageAsync(string query, int pages, CancellationToken stop)
    {
        ConcurrentBag<double> milliseconds = [];
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => ReadAsync()));
        return Of(milliseconds);

        async Task ReadAsync()
        {
            var from = "";
            for (var page = 0; page < pages; page++)
            {
                (var took, var answer) = await CallAsync(query + from, stop);
                milliseconds.Add(took);
                if (answer.GetProperty("continuation").GetString() is not { } next)
                    return;
                from = $"&continuation={next}";
            }
        }
    }

    private static ListsResult Of(IReadOnlyCollection<double> milliseconds) => new(
        Statistics.Percentile(milliseconds, 0.5), Statistics.Percentile(milliseconds, 0.95), Statistics.Percentile(milliseconds, 0.99));
}

/// <summary>Milliseconds of calls.</summary>
internal sealed record ListsResult(double Median, double P95, double P99);
