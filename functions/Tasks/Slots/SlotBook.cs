using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace NimbusFunctions.Tasks.Slots;

/// <summary>
/// The row <c>slots</c> of a partition: who has a slot, and what stands in line. Its ETag guards every change in the
/// partition, so that whoever read it knows that nothing else has changed when the change is taken.
/// </summary>
internal sealed record SlotBook
{
    private const int CommitsKept = 32;

    public static SlotBook Empty { get; } = new();

    /// <summary>Who has a slot.</summary>
    public ImmutableArray<Slot> Taken { get; init; } = [];

    /// <summary>How many wait for a slot.</summary>
    public int Held { get; init; }

    /// <summary>The arrival that has waited longest; null where nobody waits.</summary>
    public ArrivalOrder? OldestHeld { get; init; }

    /// <summary>The oldest arrival that was sent back: no newer one may pass it.</summary>
    public ArrivalOrder? SentBack { get; init; }

    /// <summary>The highest revision of the settings that a cap was taken from: an older one no longer counts.</summary>
    public long Revision { get; init; }

    /// <summary>The number of the next outbox row.</summary>
    public long NextOutbox { get; init; }

    /// <summary>The last transactions: who does not know whether one was carried out finds it here.</summary>
    public ImmutableArray<string> Commits { get; init; } = [];

    [JsonIgnore]
    public int InUse => Taken.Length;

    public SlotBook Take(Slot slot) => this with { Taken = Taken.Add(slot) };

    public SlotBook Free(string taskId) => this with { Taken = Taken.RemoveAll(slot => slot.TaskId == taskId) };

    public SlotBook Extend(string taskId, DateTimeOffset until) => this with
    {
        Taken = [.. Taken.Select(slot => slot.TaskId == taskId ? slot with { Until = until } : slot)],
    };

    public bool Has(string taskId) => Taken.Any(slot => slot.TaskId == taskId);

    public SlotBook CommittedAs(string commit) => this with
    {
        Commits = [.. Commits.Skip(Math.Max(0, Commits.Length - CommitsKept + 1)), commit],
    };
}
