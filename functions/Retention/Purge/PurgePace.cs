namespace NimbusFunctions.Retention.Purge;

/// <summary>
/// Lets a purge keep the store busy for a share of its time only: after each transaction it rests in proportion to how long
/// that took. One that takes much longer than usual means that others want the store too; then the rest grows with it.
/// </summary>
/// <param name="sharePercent">The share, 1 to 100.</param>
/// <param name="time">The clock.</param>
internal sealed class PurgePace(int sharePercent, TimeProvider time)
{
    private const double Strained = 2;
    private const double MostStrain = 8;
    private const double Learning = 0.05;
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(10);

    private double usual;

    /// <summary>Sends a transaction and rests.</summary>
    public async Task RunAsync(Func<Task> transaction, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        await transaction();
        var rest = RestAfter(time.GetElapsedTime(begun));
        if (rest > TimeSpan.Zero)
            await Task.Delay(rest, time, cancellation);
    }

    /// <summary>How long to rest after a transaction.</summary>
    /// <param name="took">How long it took.</param>
    internal TimeSpan RestAfter(TimeSpan took)
    {
        var milliseconds = took.TotalMilliseconds;
        usual = usual == 0 ? milliseconds : Math.Min(usual + (Learning * (milliseconds - usual)), usual * 1.1);
        var strain = usual > 0 && milliseconds > Strained * usual ? Math.Min(milliseconds / usual, MostStrain) : 1;
        var rest = took * ((100 - sharePercent) / (double)sharePercent) * strain;
        return rest < LongestRest ? rest : LongestRest;
    }
}
