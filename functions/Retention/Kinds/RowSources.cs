using System.Collections.Immutable;
using NimbusFunctions.Directory.Licences.Changes;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Retention.Kinds;

/// <summary>Everything that is purged, in the order in which a purge takes it: what holds most of people first.</summary>
internal static class RowSources
{
    public static RowSource EndedTasks { get; } = new("history.task", DataKind.Tasks, "History", RowLayout.Days) { Infix = "task|" };

    public static RowSource LastTasks { get; } = new("history.last-task", DataKind.Tasks, "History", RowLayout.Days)
    {
        Infix = "last-task|",
        TimeColumns = ["Ended"],
        TimeOf = row => row.GetDateTimeOffset("Ended"),
        // Read for today and yesterday alone (TaskHistory.LastEndsAsync).
        MostDays = 2,
    };

    public static RowSource UserStates { get; } = new("history.state", DataKind.UserStates, "History", RowLayout.Days) { Infix = "state|" };

    public static RowSource SyncLedger { get; } = new("ledger.sync", DataKind.SyncLedger, "Ledger", RowLayout.Days);

    public static RowSource Runs { get; } = new("runs", DataKind.SyncLedger, "Runs", RowLayout.Days);

    public static RowSource LicenceChanges { get; } = new("runs.licences", DataKind.Audit, "Runs", RowLayout.Days) { Infix = LicenceChangeStore.Infix };

    public static RowSource RunPages { get; } = new("run-pages", DataKind.SyncLedger, "RunPages", RowLayout.Days) { IsPacked = true };

    public static RowSource MemberHistory { get; } = new("member-history", DataKind.MemberHistory, "MemberHistory", RowLayout.Found);

    public static RowSource SettingsHistory { get; } = new("settings-history", DataKind.SettingsHistory, "Tenants", RowLayout.Range)
    {
        RowPrefix = "history|",
        TimeColumns = ["At"],
        TimeOf = row => row.GetDateTimeOffset("At"),
    };

    public static RowSource ServiceHistory { get; } = new("service-history", DataKind.SettingsHistory, "Services", RowLayout.Scattered)
    {
        RowPrefix = "history|",
        TimeColumns = ["At"],
        TimeOf = row => row.GetDateTimeOffset("At"),
    };

    public static RowSource Audit { get; } = new("ledger.audit", DataKind.Audit, "Ledger", RowLayout.Days) { Infix = "audit|" };

    public static RowSource Tombstones { get; } = new("tombstones", DataKind.Tombstones, "Users", RowLayout.Buckets)
    {
        TimeColumns = ["State", "TombstoneUntil"],
        TimeOf = row => row.GetString("State") != nameof(UserState.Active) && row.GetDateTimeOffset("TombstoneUntil") is { Year: > 1601 } until
            ? until - NimbusUser.TombstoneLife
            : null,
    };

    public static RowSource DeadLetters { get; } = new("dead-letters", DataKind.DeadLetters, "DeadLetters", RowLayout.Days);

    public static RowSource Receipts { get; } = new("receipts", DataKind.Receipts, "Receipts", RowLayout.Range)
    {
        RowPrefix = "line|",
        TimeColumns = ["At"],
        TimeOf = row => row.GetDateTimeOffset("At"),
    };

    /// <summary>Those of a tenant.</summary>
    public static ImmutableArray<RowSource> All { get; } =
        [EndedTasks, UserStates, LastTasks, SyncLedger, Runs, RunPages, MemberHistory, SettingsHistory, Audit, Tombstones, DeadLetters, ServiceHistory, Receipts, LicenceChanges];

    /// <summary>Those that belong to no tenant: letters that name none, and what people did with them.</summary>
    public static ImmutableArray<RowSource> Ownerless { get; } = [Audit, DeadLetters, Receipts];
}
