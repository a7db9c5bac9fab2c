namespace NimbusFunctions.Directory.Removals;

internal static partial class RemovalsLog
{
    [LoggerMessage(EventIds.SyncRemoved, LogLevel.Information, "Tenant {Tenant}: removed, {Cause}. Proof: {Proof}")]
    public static partial void SyncRemoved(this ILogger log, string tenant, RemovalCause cause, string proof);

    [LoggerMessage(EventIds.PlanHeld, LogLevel.Warning,
        "Tenant {Tenant}: plan {Plan} with {Removals} removals, {Users} users losing access, is held ({Reasons}). Look at GET sync, then approve or reject it.")]
    public static partial void PlanHeld(this ILogger log, string tenant, string plan, int removals, int users, string reasons);

    [LoggerMessage(EventIds.PlanDecided, LogLevel.Warning, "Tenant {Tenant}: {Removals} removals of plan {Plan} {Decision} by {Author}.")]
    public static partial void PlanDecided(this ILogger log, string tenant, int removals, string plan, string decision, string author);

    [LoggerMessage(EventIds.RemovalRefuted, LogLevel.Information, "Tenant {Tenant}: {Removals} removals are no longer true and are taken back.")]
    public static partial void RemovalsRefuted(this ILogger log, string tenant, int removals);

    [LoggerMessage(EventIds.RemovalsPaused, LogLevel.Warning, "Removals of {Tenant} {Switched} by {Author}.")]
    public static partial void RemovalsSwitched(this ILogger log, string tenant, string switched, string author);
}
