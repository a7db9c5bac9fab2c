using System.Collections.Immutable;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Tasks.Slots;

namespace NimbusFunctions.Tasks.Lanes;

/// <summary>
/// A partition as it will be once the works before this one are stored: the slots, and the rows that they write. What
/// is read here is as old as the slots or younger; should it be younger, the slots' ETag is no longer the row's and
/// nothing is written.
/// </summary>
internal sealed class LaneView(
    TableClient table, TaskPartition partition, LaneState known, LaneLimits limits, DateTimeOffset now, bool careful = false)
{
    /// <summary>As many operations as a transaction takes, less the slots themselves.</summary>
    public const int MostChanges = 99;

    // A transaction takes 4 MiB; a character is up to six bytes of JSON.
    private const int MostCharacters = 600_000;

    private readonly SlotBook first = known.Book;
    private readonly Dictionary<string, TableEntity?> read = new(StringComparer.Ordinal);
    private ImmutableSortedDictionary<string, RowChange> changes = ImmutableSortedDictionary.Create<string, RowChange>(StringComparer.Ordinal);
    private ImmutableHashSet<DateTimeOffset> lookAgain = [];
    private ImmutableSortedDictionary<string, TableEntity>? tasks = known.Tasks;
    private int characters;

    public TaskPartition Partition => partition;

    public DateTimeOffset Now => now;

    /// <summary>What is in force.</summary>
    public LaneLimits Limits => limits;

    public SlotBook Slots { get; set; } = known.Book;

    /// <summary>A row was in the way of an earlier attempt: what is usually taken for absent is read.</summary>
    public bool IsCareful => careful;

    /// <summary>When the sweep has to look at the partition.</summary>
    public IReadOnlyCollection<DateTimeOffset> LookAgain => lookAgain;

    /// <summary>How many more rows the transaction takes.</summary>
    public int Room => MostChanges - changes.Count;

    public bool IsFull => changes.Count > MostChanges || characters > MostCharacters;

    /// <summary>Whether there is anything to store.</summary>
    public bool IsChanged => !changes.IsEmpty || !ReferenceEquals(Slots, first);

    public async Task<TableEntity?> RowAsync(string key, CancellationToken cancellation)
    {
        if (changes.TryGetValue(key, out var change))
            return change.Row;
        if (key.StartsWith(LaneRows.TaskPrefix, StringComparison.Ordinal))
            return (await StoredTasksAsync(cancellation)).GetValueOrDefault(key);
        if (!read.TryGetValue(key, out var row))
        {
            var answer = await table.GetEntityIfExistsAsync<TableEntity>(partition.Key, key, null, cancellation);
            read[key] = row = answer.HasValue ? answer.Value : null;
        }

        return row;
    }

    /// <summary>All tasks with a slot, and those that ended a moment ago.</summary>
    public async Task<IReadOnlyList<TableEntity>> TasksAsync(CancellationToken cancellation)
    {
        await StoredTasksAsync(cancellation);
        return [.. TasksAfter!.Values];
    }

    /// <summary>The rows of tasks as they will be; null where they were not read.</summary>
    public ImmutableSortedDictionary<string, TableEntity>? TasksAfter => tasks is null
        ? null
        : changes.Where(change => change.Key.StartsWith(LaneRows.TaskPrefix, StringComparison.Ordinal)).Aggregate(
            tasks, (rows, change) => change.Value.Row is { } row ? rows.SetItem(change.Key, row) : rows.Remove(change.Key));

    /// <summary>The first rows whose keys begin with a prefix, in order.</summary>
    public async Task<IReadOnlyList<TableEntity>> FirstAsync(string prefix, int most, CancellationToken cancellation)
    {
        var rows = new SortedDictionary<string, TableEntity>(StringComparer.Ordinal);
        var gone = changes.Count(change => change.Value.Row is null && change.Key.StartsWith(prefix, StringComparison.Ordinal));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition.Key} and RowKey ge {prefix} and RowKey lt {LaneRows.End(prefix)}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, Math.Min(most + gone, 1_000), cancellationToken: cancellation))
        {
            rows[row.RowKey] = row;
            read[row.RowKey] = row;
            if (rows.Count == most + gone)
                break;
        }

        foreach (var (key, change) in changes.Where(change => change.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            if (change.Row is null)
                rows.Remove(key);
            else
                rows[key] = change.Row;
        }

        return [.. rows.Values.Take(most)];
    }

    /// <summary>Keys of rows that begin with a prefix and whose time, in a column, is over.</summary>
    public async Task<IReadOnlyList<string>> OverAsync(string prefix, string column, int most, CancellationToken cancellation)
    {
        var keys = new List<string>();
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition.Key} and RowKey ge {prefix} and RowKey lt {LaneRows.End(prefix)}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, null, ["PartitionKey", "RowKey", column], cancellation))
        {
            if (keys.Count >= most)
                break;
            if (row.GetDateTimeOffset(column) <= now && !changes.ContainsKey(row.RowKey))
                keys.Add(row.RowKey);
        }

        return keys;
    }

    /// <summary>A row that must not be there yet: where it is, the group is decided again with the row read.</summary>
    public void Add(TableEntity row)
    {
        Count(row);
        var isThere = (read.TryGetValue(row.RowKey, out var there) && there is not null) || tasks?.ContainsKey(row.RowKey) == true;
        changes = changes.SetItem(row.RowKey, new(row, isThere || IsReplaced(row.RowKey)));
    }

    /// <summary>Whether a work before has written the row.</summary>
    public bool IsWritten(string key) => changes.ContainsKey(key);

    /// <summary>Writes over a row that was read.</summary>
    public void Replace(TableEntity row)
    {
        Count(row);
        changes = changes.SetItem(row.RowKey, new(row, !changes.TryGetValue(row.RowKey, out var earlier) || earlier.IsThere));
    }

    /// <summary>Removes a row that was read.</summary>
    public void Delete(string key)
    {
        if (changes.TryGetValue(key, out var earlier) && !earlier.IsThere)
            changes = changes.Remove(key);
        else
            changes = changes.SetItem(key, new(null, IsThere: true));
    }

    public void LookAgainAt(DateTimeOffset at) => lookAgain = lookAgain.Add(at);

    /// <summary>Everything so far, to be gone back to.</summary>
    public LaneMark Mark() => new(Slots, changes, lookAgain, characters);

    public void BackTo(LaneMark mark) =>
        (Slots, changes, lookAgain, characters) = (mark.Slots, mark.Changes, mark.LookAgain, mark.Characters);

    /// <summary>The transaction: the slots last, so that a row that is in the way is named rather than they.</summary>
    public List<TableTransactionAction> Actions(SlotBook last, ETag? etag)
    {
        var actions = changes.Select(change => (change.Key, change.Value) switch
        {
            (var key, { Row: null }) => new TableTransactionAction(
                TableTransactionActionType.Delete, new TableEntity(partition.Key, key), ETag.All),
            (_, { IsThere: true, Row: var row }) => new(TableTransactionActionType.UpdateReplace, row, ETag.All),
            (_, { Row: var row }) => new(TableTransactionActionType.Add, row),
        }).ToList();
        var slotRow = SlotRow.Write(partition, last);
        actions.Add(etag is { } tag
            ? new(TableTransactionActionType.UpdateReplace, slotRow, tag)
            : new(TableTransactionActionType.Add, slotRow));
        return actions;
    }

    /// <summary>One query reads them all: there are about as many as slots, and a group often asks for most of them.</summary>
    private async Task<ImmutableSortedDictionary<string, TableEntity>> StoredTasksAsync(CancellationToken cancellation)
    {
        if (tasks is not null)
            return tasks;
        var rows = ImmutableSortedDictionary.CreateBuilder<string, TableEntity>(StringComparer.Ordinal);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition.Key} and RowKey ge {LaneRows.TaskPrefix} and RowKey lt {LaneRows.End(LaneRows.TaskPrefix)}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            rows[row.RowKey] = row;
        return tasks = rows.ToImmutable();
    }

    private bool IsReplaced(string key) => changes.TryGetValue(key, out var earlier) && earlier.IsThere;

    private void Count(TableEntity row) => characters += row.Select(column => (column.Value as string)?.Length ?? 0).Sum();
}

/// <summary>What becomes of a row.</summary>
/// <param name="Row">The row; null: it goes.</param>
/// <param name="IsThere">Whether the store has it now.</param>
internal sealed record RowChange(TableEntity? Row, bool IsThere);

/// <summary>A point in the building of a transaction.</summary>
internal sealed record LaneMark(
    SlotBook Slots, ImmutableSortedDictionary<string, RowChange> Changes, ImmutableHashSet<DateTimeOffset> LookAgain, int Characters);
