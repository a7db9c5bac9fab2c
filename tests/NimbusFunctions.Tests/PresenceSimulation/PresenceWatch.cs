using Azure.Data.Tables;
using NimbusFunctions.Presence.Store;
using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.PresenceSimulation;

/// <summary>Looks at every write and every request as it happens: a tenant's polls never overlap, and what is stored grows newer.</summary>
internal sealed class PresenceWatch(PresenceWorld world)
{
    private readonly List<(DateTimeOffset At, Guid User, DateTimeOffset Since)> stored = [];
    private (long Sequence, Actor Owner, DateTimeOffset Until)? turn;
    private long sequence;

    public int Requests { get; private set; }

    public void Written(Actor actor, string table, IReadOnlyList<ITableEntity> rows)
    {
        if (table != "Presence")
            return;
        foreach (var row in rows.OfType<TableEntity>())
        {
            if (row.PartitionKey == ScheduleStore.Partition)
                Schedule(actor, row);
            else if (row.RowKey.StartsWith(SegmentRows.UserPrefix, StringComparison.Ordinal) && row.ContainsKey("Since"))
                Stored(row);
        }
    }

    public void Asked(Actor actor, int users)
    {
        Requests++;
        if (users > 650)
            world.Fail($"A request asks for {users} users.");
        if (turn is not { } now || now.Owner != actor || now.Until < world.Time.GetUtcNow())
            world.Fail($"{actor.Name} asks, and it is not its turn.");
    }

    /// <summary>Since when the newest state held that was stored before a moment; null: none was.</summary>
    public DateTimeOffset? NewestBefore(Guid user, DateTimeOffset moment) =>
        stored.FindLast(one => one.User == user && one.At < moment) is { User: var found, Since: var since } && found == user ? since : null;

    private void Schedule(Actor actor, TableEntity row)
    {
        var number = row.GetInt64("Sequence") ?? 0;
        if (number < sequence)
            world.Fail("The schedule goes back.");
        sequence = number;
        var (taken, until) = (row.GetInt64("Taken") ?? 0, row.GetDateTimeOffset("TakenUntil"));
        if (until is null)
        {
            turn = null;
            return;
        }

        if (turn is { } held && held.Sequence != taken && held.Until > world.Time.GetUtcNow())
            world.Fail($"{actor.Name} takes poll {taken} while {held.Owner.Name} has {held.Sequence}.");
        if (turn is { } again && again.Sequence == taken && again.Owner != actor && again.Owner.Alive && taken != 0)
            return;
        turn = (taken, turn is { } same && same.Sequence == taken ? same.Owner : actor, until.Value);
    }

    private void Stored(TableEntity row)
    {
        var (user, since) = (SegmentRows.UserOf(row.RowKey), SegmentRows.ReadUser(row).Since);
        if (NewestBefore(user, DateTimeOffset.MaxValue) > since)
            world.Fail($"An older state of {user} is stored over a newer one.");
        stored.Add((world.Time.GetUtcNow(), user, since));
    }
}
