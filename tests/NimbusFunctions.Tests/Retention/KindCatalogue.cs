using NimbusFunctions.Callbacks;
using NimbusFunctions.Directory.Licences.Changes;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Presence.Polling;
using NimbusFunctions.Retention.Kinds;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Arrivals;
using NimbusFunctions.Tasks.Events;

namespace NimbusFunctions.Tests.Retention;

/// <summary>
/// Every table, and of what kind its rows are or who else ends them. A table, a settings section or a queue that is not
/// named here fails a test. All rows of a tenant that is off-boarded go, whatever their kind.
/// </summary>
internal static class KindCatalogue
{
    public static IReadOnlyList<TableEntry> Tables { get; } =
    [
        new("Tenants", [RowSources.SettingsHistory], "The tenant, its sections, units, roles, pauses, legal holds and what is known of its secrets are live: off-boarding ends them; roles also go with their user, and people end pauses and holds. One that was off-boarded is remembered until its last receipt goes.", []),
        new("Users", [RowSources.Tombstones], "Users with access are live: they become tombstones when they lose it.", []),
        new("Services", [RowSources.ServiceHistory], "Services are live: the directory sync ends a service after its deletion.", []),
        new("Memberships", [], "Live: a membership that ends becomes member history.", []),
        new("MemberHistory", [RowSources.MemberHistory], null, []),
        new("SyncState", [], "Live: tokens, hints, plans and the bin's ids go with the run that settles them.", []),
        new("Ledger", [RowSources.SyncLedger, RowSources.Audit], null, []),
        new("Runs", [RowSources.Runs, RowSources.LicenceChanges], null, []),
        new("RunPages", [RowSources.RunPages], null, []),
        new("DeadLetters", [RowSources.DeadLetters], null,
            [SyncScheduler.Queue, ArrivalMessage.Queue, TaskEvent.Queue, PresenceScheduler.Queue, PurgeScheduler.Queue, LicenceChangeRun.Queue, CallbackMessage.Queue]),
        new("Agenda", [], "Minutes that are due: the sweep removes each as it sees to it, and finds those of days long past.", []),
        new("Tasks", [], "Live: a task's row goes when it is in the history, a held arrival's when it is admitted or given up, a key's a day after its task.",
            [Dispatch.Queue, ArrivalMessage.Queue]),
        new("History", [RowSources.EndedTasks, RowSources.LastTasks, RowSources.UserStates], null, []),
        new("Presence", [], "Live: a user's presence and open state go when the user is tracked no more; ended states become user states.", []),
        new("Configuration", [], "Live: people make and delete entities; a reference goes with the document that refers.", []),
        new("AddressBooks", [], "Live: books and contacts go when flows or administrators remove them.", []),
        new("Triggers", [], "Live: a trigger goes when its flow takes it back, or with its user.", [CallbackMessage.Queue]),
        new("Receipts", [RowSources.Receipts], "Where each purge stands: overwritten by the next one.", []),
    ];

    /// <summary>The sections of the settings; what they held before is the settings history.</summary>
    public static IReadOnlyList<string> Sections { get; } =
    [
        "general", "contact", "partner", "dataPrivacy", "provisioning", "outbound", "interact", "assistant", "attendantConsole", "instantMessaging", "presence",
        "licences", "limits", "retention", "removals",
    ];
}
