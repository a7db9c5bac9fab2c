using NimbusFunctions.Access;

namespace NimbusFunctions.Callbacks;

/// <summary>What a trigger's user has to be allowed: when it is registered, and at each delivery.</summary>
internal static class TriggerAccess
{
    /// <summary>The permission that its kind asks for; to be told is to read.</summary>
    public static string PermissionOf(TriggerKind kind) =>
        kind == TriggerKind.Tasks ? Permissions.TaskTriggers : Permissions.SchedulerEntryTriggers;

    /// <summary>The user whose rights hold for a trigger, as if calling now.</summary>
    public static CallerIdentity OwnerOf(FlowTrigger trigger, string tenant) => new(tenant, trigger.UserId, "", IsApp: false, []);
}
