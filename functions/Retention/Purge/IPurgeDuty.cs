namespace NimbusFunctions.Retention.Purge;

/// <summary>What a tenant's purge does beside what is over by the days: asked for by somebody, done in the same slices.</summary>
internal interface IPurgeDuty
{
    /// <returns><see cref="PurgeStop.Done"/>: nothing is left to do; else why it stopped before.</returns>
    Task<PurgeStop> WorkAsync(PurgeSlice slice, CancellationToken cancellation);
}
