using System.Collections.Concurrent;

namespace NimbusFunctions.IntegrationTests.Neighbours;

/// <summary>One call of the load and what it was answered.</summary>
/// <param name="Name">Which of the load's calls.</param>
/// <param name="Status">The HTTP status; 0: no answer within the client's patience.</param>
/// <param name="Seconds">How long the answer took.</param>
/// <param name="HasRetryAfter">Whether it said when to come again.</param>
/// <param name="Begun">The clock's timestamp when it was sent.</param>
internal sealed record Call(string Name, int Status, double Seconds, bool HasRetryAfter, long Begun);

/// <summary>All calls of the load.</summary>
internal sealed class CallLog
{
    private readonly ConcurrentQueue<Call> calls = new();

    public void Add(Call call) => calls.Enqueue(call);

    /// <summary>Those that were sent within an outage.</summary>
    public IReadOnlyList<Call> Within(long from, long to) => [.. calls.Where(call => call.Begun >= from && call.Begun < to)];
}
