using NimbusFunctions.Presence.Polling;
using NimbusFunctions.Presence.Store;

namespace NimbusFunctions.Operations.Overview;

/// <summary>
/// What is read of all tenants with one query. Where that fails, each is asked for its own, and fails by itself: a row that
/// cannot be read is its tenant's trouble alone.
/// </summary>
internal sealed class FactsOfAll
{
    // The rest of the time is the tenants'.
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(8);

    private readonly ScheduleStore presences;
    private readonly LetterCounts counts;
    private readonly TenantGathering gathering;
    private readonly Dictionary<string, PresenceSchedule>? schedules;
    private readonly LettersOfAll? letters;
    private readonly PausesOfAll? pauses;

    private FactsOfAll(
        ScheduleStore presences, LetterCounts counts, TenantGathering gathering,
        Dictionary<string, PresenceSchedule>? schedules, LettersOfAll? letters, PausesOfAll? pauses) =>
        (this.presences, this.counts, this.gathering, this.schedules, this.letters, this.pauses) = (presences, counts, gathering, schedules, letters, pauses);

    /// <summary>Fails where the caller ends it, and for nothing that is stored.</summary>
    public static async Task<FactsOfAll> ReadAsync(
        ScheduleStore presences, LetterCounts counts, TenantGathering gathering, TimeProvider time, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Most, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        var polling = TryAsync(SchedulesAsync);
        var counting = TryAsync(counts.OfAllAsync);
        var pausing = TryAsync(gathering.PausesAsync);
        await Task.WhenAll(polling, counting, pausing);
        return new(presences, counts, gathering, await polling, await counting, await pausing);

        async Task<Dictionary<string, PresenceSchedule>> SchedulesAsync(CancellationToken stop) =>
            (await presences.ListAsync(stop)).ToDictionary(row => row.Schedule.Tenant, row => row.Schedule, StringComparer.Ordinal);

        async Task<T?> TryAsync<T>(Func<CancellationToken, Task<T>> read) where T : class
        {
            try
            {
                return await read(both.Token);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException && !cancellation.IsCancellationRequested)
            {
                // Told of by whoever asks for its own and fails too.
                return null;
            }
        }
    }

    /// <summary>Null where nobody of the tenant is tracked yet.</summary>
    public async Task<PresenceSchedule?> PresenceOfAsync(string tenant, CancellationToken cancellation) =>
        schedules is null ? (await presences.FindAsync(tenant, cancellation))?.Schedule : schedules.GetValueOrDefault(tenant);

    public async Task<LetterCount> LettersOfAsync(string owner, CancellationToken cancellation) =>
        letters?.Of(owner) ?? await counts.OfAsync(owner, cancellation);

    public async Task<PausesOfAll> PausesAsync(CancellationToken cancellation) => pauses ?? await gathering.PausesAsync(cancellation);
}
