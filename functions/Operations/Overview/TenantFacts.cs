using NimbusFunctions.Callbacks;
using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Presence.Polling;
using NimbusFunctions.Retention.Guards;
using NimbusFunctions.Retention.Plan;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Admission;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Operations.Overview;

/// <summary>What is stored of a tenant that tells how it stands.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Name">As in its settings.</param>
internal sealed record TenantFacts(Tenant Tenant, string Name)
{
    public SyncSchedule Sync { get; init; } = SyncSchedule.New;

    /// <summary>The last run of the sync that ended; null: none did.</summary>
    public RunSummary? LastRun { get; init; }

    /// <summary>When the change tokens were renewed; null: there are none.</summary>
    public DateTimeOffset? TokensAsOf { get; init; }

    /// <summary>The plans that wait for a decision.</summary>
    public IReadOnlyList<HeldPlan> Plans { get; init; } = [];

    /// <summary>The tenant's own switch; null: not thrown.</summary>
    public RemovalPause? RemovalsPaused { get; init; }

    /// <summary>Null where nobody is tracked yet.</summary>
    public PresenceSchedule? Presence { get; init; }

    /// <summary>Null where it was never purged.</summary>
    public PurgeSchedule? Purge { get; init; }

    /// <summary>The tenant's own switch; null: not thrown.</summary>
    public PurgePause? PurgesPaused { get; init; }

    /// <summary>The switches that hold for all tenants: what ends a tenant's own does nothing to them.</summary>
    public PausesOfAll PausesOfAll { get; init; } = new(null, null);

    /// <summary>How many kinds of data have a lowered retention that does not count yet.</summary>
    public int HeldLowerings { get; init; }

    public LetterCount Letters { get; init; } = LetterCount.None;

    /// <summary>The slots that are in use or waited for.</summary>
    public IReadOnlyList<SlotUse> Slots { get; init; } = [];

    /// <summary>The triggers of flows that are not delivered.</summary>
    public IReadOnlyList<FlowTrigger> Suspended { get; init; } = [];
}

/// <summary>How a cap is used.</summary>
/// <param name="Partition">Of which service and modality.</param>
/// <param name="Cap">How many tasks may have a slot.</param>
/// <param name="InUse">How many have one.</param>
/// <param name="Held">How many wait.</param>
/// <param name="OldestHeldSince">Since when; null: none waits.</param>
internal sealed record SlotUse(TaskPartition Partition, int Cap, int InUse, int Held, DateTimeOffset? OldestHeldSince)
{
    public bool IsNearFull => CapFullness.IsNearFull(InUse, Cap);
}

/// <summary>How many letters there are.</summary>
/// <param name="Total">How many; where <paramref name="IsComplete"/> is false at least so many.</param>
/// <param name="Oldest">When the one was given up that lies there longest; null: there are none, or none says.</param>
/// <param name="ByQueue">By the queue that they came from.</param>
internal sealed record LetterCount(int Total, DateTimeOffset? Oldest, IReadOnlyDictionary<string, int> ByQueue, bool IsComplete = true)
{
    public static LetterCount None { get; } = new(0, null, new Dictionary<string, int>());
}
