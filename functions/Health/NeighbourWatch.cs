using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.Metrics;

namespace NimbusFunctions.Health;

/// <summary>
/// Knows how the neighbours answer this process, from the duration that .NET measures of every call
/// (<c>http.client.request.duration</c>, ".NET networking metrics"): nothing is called for it.
/// </summary>
internal sealed class NeighbourWatch : IHostedService, IDisposable
{
    private readonly FrozenDictionary<(string Host, int Port), string> names;
    // Those alone whose last call failed: a call that succeeds, as almost all do, writes nothing.
    private readonly ConcurrentDictionary<string, NeighbourState> failing = new(StringComparer.Ordinal);
    private readonly TimeProvider time;
    private readonly MeterListener listener = new();

    public NeighbourWatch(IEnumerable<Neighbour> neighbours, TimeProvider time)
    {
        this.time = time;
        // Two that share an address cannot be told apart: the first one's name stands for both.
        names = neighbours
            .DistinctBy(neighbour => (neighbour.Host, neighbour.Port))
            .ToFrozenDictionary(neighbour => (neighbour.Host, neighbour.Port), neighbour => neighbour.Name);
        listener.InstrumentPublished = (instrument, watcher) =>
        {
            if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.request.duration" })
                watcher.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Note(tags));
    }

    /// <summary>The neighbours in trouble, with since when and what they last said.</summary>
    public IReadOnlyDictionary<string, string> Failing()
    {
        var now = time.GetUtcNow();
        return failing
            .Where(state => state.Value.IsFailing(now))
            .ToDictionary(state => state.Key, state => $"Failing since {state.Value.FailingSince:u}, at last with {state.Value.Says}.", StringComparer.Ordinal);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => listener.Dispose();

    private void Note(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (host, port, status, error) = ("", 0, 0, "");
        foreach (var (key, value) in tags)
            switch (key)
            {
                case "server.address":
                    host = value as string ?? "";
                    break;
                case "server.port":
                    port = value as int? ?? 0;
                    break;
                case "http.response.status_code":
                    status = value as int? ?? 0;
                    break;
                case "error.type":
                    error = value as string ?? "";
                    break;
            }

        if (!names.TryGetValue((host, port), out var name))
            return;
        // 4xx is an answer; only who gave none, or said that it is out of order, is in trouble.
        if (status is > 0 and < 500)
            failing.TryRemove(name, out _);
        else
            failing.AddOrUpdate(
                name,
                static (_, failure) => NeighbourState.Well.AfterFailure(failure.Says, failure.Now),
                static (_, state, failure) => state.AfterFailure(failure.Says, failure.Now),
                (Says: status > 0 ? $"status {status}" : Kind(error), Now: time.GetUtcNow()));
    }

    // The kinds that .NET names ("connection_error"), or the type of an exception: never its text.
    private static string Kind(string error) => error.Length > 0 ? error[(error.LastIndexOf('.') + 1)..] : "no answer";
}
