using NimbusFunctions.Local.Commands.Api;

namespace NimbusFunctions.Bench.Presence;

/// <summary>Changes the presence of one user of a hundred, each time of others.</summary>
internal sealed class PresenceChanges(JsonCalls calls, string tenant, IReadOnlyList<Guid> users, int atOnce)
{
    private const int OneOf = 100;

    private readonly List<(Guid User, DateTimeOffset At)> made = [];
    private readonly HashSet<Guid> unseen = [];
    private int next;

    public async Task<int> MakeAsync(CancellationToken stop)
    {
        List<Guid> chosen = [.. Enumerable.Range(0, users.Count / OneOf).Select(_ => users[next++ * 7_919 % users.Count])];
        var now = TimeProvider.System.GetUtcNow();
        var activity = $"Activity{next}";
        await Parallel.ForEachAsync(chosen, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = stop }, async (user, cancel) =>
            await calls.DoAsync(HttpMethod.Put, $"_control/tenants/{tenant}/users/{user}/presence", new { availability = "Busy", activity }, null, cancel));
        made.AddRange(chosen.Select(user => (user, now)));
        unseen.UnionWith(chosen);
        return chosen.Count;
    }

    /// <summary>Who changed since.</summary>
    public IEnumerable<Guid> Lately(DateTimeOffset since) => made.Where(one => one.At >= since).Select(one => one.User);

    /// <summary>How many changes requests have just brought to light.</summary>
    public int SeenBy(IEnumerable<Guid[]> requests) => requests.Sum(request => request.Count(unseen.Remove));
}
