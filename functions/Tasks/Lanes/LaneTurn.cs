namespace NimbusFunctions.Tasks.Lanes;

/// <summary>
/// The turn of a process that lost against another at the same slots. Whoever has just won knows the slots' ETag without
/// reading and would win again and again; so a loser waits until the slots are at rest, and when that takes too long it
/// claims its turn: it writes a mark into the row, which makes everybody else's next transaction fail and tells them why.
/// </summary>
internal sealed class LaneTurn(LaneStore store, TaskPartition partition, TimeProvider time, Random random)
{
    private static readonly TimeSpan UsualCommit = TimeSpan.FromMilliseconds(5);

    // As shares of a transaction's time. Measured with bench/Admission: claims that come sooner cost more than they
    // share out, later ones let the unlucky wait.
    private const double UntilClaim = 12;
    private const double UntilClaimLapses = 6;
    private const double UntilClaimAnyway = 60;
    private const double LeastUntilLook = 0.5;

    private readonly long began = time.GetTimestamp();
    private string? ownClaim;
    private string? seenClaim;
    private long claimSeen;

    /// <param name="known">The slots as the loser has just read them.</param>
    /// <param name="took">How long its last transaction took; zero: not known.</param>
    /// <returns>The slots as they are now that it may try again.</returns>
    public async Task<LaneState> AwaitAsync(LaneState known, TimeSpan took)
    {
        var commit = took > TimeSpan.Zero ? took : UsualCommit;
        while (true)
        {
            await Task.Delay(commit * (LeastUntilLook + random.NextDouble()), time, CancellationToken.None);
            var now = await store.ReadAsync(partition, CancellationToken.None);
            var (isAtRest, isTurnOfAnother, waited) = (now.ETag == known.ETag, IsTurnOfAnother(now, commit), time.GetElapsedTime(began));
            known = known.Renew(now);
            if (isAtRest && !isTurnOfAnother)
                return known;
            if (waited >= commit * (isTurnOfAnother ? UntilClaimAnyway : UntilClaim))
                return known.Renew(await store.ClaimAsync(partition, ownClaim = Guid.NewGuid().ToString("N")[..8]));
        }
    }

    private bool IsTurnOfAnother(LaneState now, TimeSpan commit)
    {
        if (now.Claim is null || now.Claim == ownClaim)
            return false;
        if (now.Claim != seenClaim)
            (seenClaim, claimSeen) = (now.Claim, time.GetTimestamp());
        return time.GetElapsedTime(claimSeen) < commit * UntilClaimLapses;
    }
}
