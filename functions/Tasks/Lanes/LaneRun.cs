namespace NimbusFunctions.Tasks.Lanes;

/// <summary>Works of one partition on their way into one transaction, and what the attempts so far have shown.</summary>
internal sealed class LaneRun(TaskPartition partition, List<LaneEntry> entries)
{
    public TaskPartition Partition { get; } = partition;

    /// <summary>The works that are neither done nor given up.</summary>
    public List<LaneEntry> Entries { get; } = entries;

    /// <summary>What is known of the partition; null: nothing.</summary>
    public LaneState? Known { get; set; }

    /// <summary>How long the last transaction took; zero: not known.</summary>
    public TimeSpan Took { get; set; }

    /// <summary>Whether a row was in the way that the view had not looked for.</summary>
    public bool IsCareful { get; set; }

    /// <summary>Where others write to the partition too: the turn to write; null: nobody did so far.</summary>
    public LaneTurn? Turn { get; set; }

    public GroupResult Ended(List<LaneEntry> left) => new(Known, left, Took);
}
