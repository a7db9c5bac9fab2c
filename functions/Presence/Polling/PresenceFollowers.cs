namespace NimbusFunctions.Presence.Polling;

/// <summary>Tells the followers what was stored; one's trouble is not the others'.</summary>
internal sealed class PresenceFollowers(IEnumerable<IPresenceFollower> followers, TimeProvider time, ILogger<PresenceFollowers> log)
{
    private const int Together = 5_000;

    /// <summary>Shorter than the right to poll lasts, which is renewed before.</summary>
    private static readonly TimeSpan Longest = PresenceSchedule.Lease - TimeSpan.FromSeconds(5);

    public async Task TellAsync(string tenant, IReadOnlyList<PresenceChange> changes)
    {
        PresenceMetrics.Changed(tenant, changes.Count);
        // What is stored is told, also where the poll's own time has run out.
        using var deadline = new CancellationTokenSource(Longest, time);
        foreach (var follower in followers)
        {
            try
            {
                // Of no change too: they see to what the tenant's settings ask of them.
                foreach (var some in changes.Count == 0 ? [[]] : changes.Chunk(Together))
                    await follower.FollowAsync(tenant, some, deadline.Token);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                log.FollowerFailed(failure, tenant, changes.Count);
            }
        }
    }
}
