using NimbusFunctions.Access;

namespace NimbusFunctions.Ops.Sessions;

/// <summary>What the operators' page shows a control for, and the permission that each takes: the table decides.</summary>
internal static class PagePermissions
{
    public static IReadOnlyList<(string Name, string Permission, Letters Letter)> All { get; } =
    [
        ("listTenants", Permissions.Tenants, Letters.Read),
        ("readTenant", Permissions.TenantState, Letters.Read),
        ("readServices", Permissions.Services, Letters.Read),
        ("readTasks", Permissions.Tasks, Letters.Read),
        ("cancelTasks", Permissions.CancelTasks, Letters.Delete),
        ("killTasks", Permissions.KillTasks, Letters.Delete),
        ("readSync", Permissions.Sync, Letters.Read),
        ("startSync", Permissions.Sync, Letters.Execute),
        ("approvePlans", Permissions.Sync, Letters.Execute),
        ("pauseSync", Permissions.Sync, Letters.Execute),
        ("pauseSyncOfAll", Permissions.PauseAll, Letters.Execute),
        ("readPresence", Permissions.Presence, Letters.Read),
        ("checkPresence", Permissions.Presence, Letters.Execute),
        ("readRetention", Permissions.Retention, Letters.Read),
        ("startPurge", Permissions.Retention, Letters.Execute),
        ("pausePurge", Permissions.Retention, Letters.Execute),
        ("pausePurgeOfAll", Permissions.PausePurgeOfAll, Letters.Execute),
        ("readOperations", Permissions.Operations, Letters.Read),
        ("readOverview", Permissions.OperationsOfAll, Letters.Read),
        ("readDeadLetters", Permissions.DeadLetters, Letters.Read),
        ("readDeadLetterBodies", Permissions.DeadLetterContent, Letters.Read),
        ("replayDeadLetters", Permissions.DeadLetters, Letters.Execute),
        ("dropDeadLetters", Permissions.DeadLetters, Letters.Delete),
        ("readDeadLettersOfAll", Permissions.DeadLettersOfAll, Letters.Read),
        ("replayDeadLettersOfAll", Permissions.DeadLettersOfAll, Letters.Execute),
        ("dropDeadLettersOfAll", Permissions.DeadLettersOfAll, Letters.Delete),
        ("readHealth", Permissions.Health, Letters.Read),
    ];

    /// <summary>What a caller may do somewhere. Calls are decided by themselves, afresh.</summary>
    public static IReadOnlyDictionary<string, bool> Of(Caller caller) =>
        All.ToDictionary(one => one.Name, one => !caller.ScopeOf(one.Permission, one.Letter).IsNothing, StringComparer.Ordinal);
}
