using System.Collections.Concurrent;

namespace NimbusFunctions.Graph;

/// <summary>
/// Keeps this instance's requests within a share of Graph's limits, so that throttling stays the exception: a bucket
/// of resource units per tenant, and one over all of them. A tenant waits for its own bucket first and takes from the
/// common one only when it may send, so that one tenant's waiting costs the others nothing.
/// </summary>
internal sealed class GraphBudget(GraphOptions options, TimeProvider time, ILogger log)
{
    // Graph counts a tenant's units in 10 s, and those of the app over all tenants in 20 s ("Throttling limits").
    private static readonly TimeSpan TenantWindow = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan InstanceWindow = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BetweenWords = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, UnitsBucket> tenants = new(StringComparer.Ordinal);
    private readonly UnitsBucket instance = new(options.InstanceUnits, InstanceWindow, time);
    private readonly Lock gate = new();
    private DateTimeOffset silentUntil;

    /// <summary>Returns when the units may be spent.</summary>
    /// <exception cref="ThrottledException">The wait would be longer than a call should be kept waiting.</exception>
    public async Task SpendAsync(string tenant, double units, GraphUse? use, CancellationToken cancellation)
    {
        var own = BucketOf(tenant);
        await TakeAsync(own, units, use, cancellation);
        try
        {
            var wait = await TakeAsync(instance, units, use, cancellation);
            if (wait > TimeSpan.Zero)
                SayThatAllWait(wait);
        }
        catch (Exception failure) when (failure is OperationCanceledException or ThrottledException)
        {
            if (failure is ThrottledException throttled)
                SayThatAllWait(throttled.Wait);
            own.GiveBack(units);
            throw;
        }
    }

    /// <summary>A request cost something else than it was estimated to.</summary>
    public void Correct(string tenant, double estimated, double actual)
    {
        if (estimated.Equals(actual))
            return;
        BucketOf(tenant).GiveBack(estimated - actual);
        instance.GiveBack(estimated - actual);
    }

    /// <summary>Graph says that the tenant's limit is near, or passed.</summary>
    public void SlowDown(string tenant) => BucketOf(tenant).SlowDown();

    private UnitsBucket BucketOf(string tenant) =>
        tenants.GetOrAdd(tenant, static (_, made) => new(made.options.TenantUnits, TenantWindow, made.time), (options, time));

    private async Task<TimeSpan> TakeAsync(UnitsBucket bucket, double units, GraphUse? use, CancellationToken cancellation)
    {
        var wait = bucket.Take(units, ThrottledException.LongestWaitHere);
        if (wait > ThrottledException.LongestWaitHere)
            throw new ThrottledException(wait);
        if (wait <= TimeSpan.Zero)
            return wait;
        try
        {
            await Task.Delay(wait, time, cancellation);
        }
        catch (OperationCanceledException)
        {
            bucket.GiveBack(units);
            throw;
        }

        use?.Waited(wait);
        return wait;
    }

    private void SayThatAllWait(TimeSpan wait)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (now < silentUntil)
                return;
            silentUntil = now + BetweenWords;
        }

        log.GraphBudgetSpent(options.InstanceUnits, wait);
    }
}
