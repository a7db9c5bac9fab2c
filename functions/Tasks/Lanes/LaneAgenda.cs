using NimbusFunctions.Agenda;

namespace NimbusFunctions.Tasks.Lanes;

/// <summary>
/// Notes when the sweep has to look at a partition, before the transaction that makes it necessary. One item serves all
/// that a partition has in a minute; what this process has noted it does not note again.
/// </summary>
internal sealed class LaneAgenda(AgendaStore agenda)
{
    public const string Kind = "tasks";

    private const int MostRemembered = 10_000;

    private readonly HashSet<(string Partition, DateTimeOffset Minute)> noted = [];
    private readonly Lock gate = new();

    public async Task NoteAsync(TaskPartition partition, IReadOnlyCollection<DateTimeOffset> times)
    {
        foreach (var minute in times.Select(Minute).Distinct())
        {
            lock (gate)
            {
                if (noted.Contains((partition.Key, minute)))
                    continue;
            }

            await agenda.AddAsync(new(minute, Kind, partition.Key), CancellationToken.None);
            lock (gate)
            {
                // To note once too often does no harm.
                if (noted.Count >= MostRemembered)
                    noted.Clear();
                noted.Add((partition.Key, minute));
            }
        }
    }

    /// <summary>The minute by whose beginning the time has come.</summary>
    private static DateTimeOffset Minute(DateTimeOffset time)
    {
        var over = time.UtcTicks % TimeSpan.TicksPerMinute;
        return new(time.UtcTicks + (over == 0 ? 0 : TimeSpan.TicksPerMinute - over), TimeSpan.Zero);
    }
}
